import type { veille as fr } from '../fr/veille';
import type { Traduction } from '../types';

export const veille: Traduction<typeof fr> = {
  titre: '警报',
  alertes_one: '{{count}} 个未解除警报',
  alertes_other: '{{count}} 个未解除警报',
  calme: '一切正常。',
  depuis: '发现于',
  aLinstant: '刚刚发现',
  sonnee_one: '已提醒一次，',
  sonnee_other: '已提醒 {{count}} 次，最近',
  silence: '静默至',
  natures: {
    echecs: {
      cause: '一小时内 {{nombre}} 次发送失败',
      faire: '请查看最近的失败原因；系统会自动重试。',
      voir: '查看失败消息',
    },
    permanents: {
      cause: '24 小时内 {{nombre}} 条消息彻底停止',
      faire: '请更正客户号码后重发。',
      voir: '查看消息',
    },
    taux: {
      cause: '一小时内 {{total}} 次发送有 {{nombre}} 次失败',
      faire: '线路或服务商异常：请暂停该线路，由其他线路接替。',
      voir: '查看失败消息',
    },
    ligne: {
      cause: '线路 {{ligne}} 无响应',
      faire: '请检查手机、订阅和密钥；恢复后滞留消息会自动发送。',
      voir: '查看线路',
    },
    attente: {
      cause: '{{nombre}} 条消息等待中，最久 {{minutes}} 分钟',
      faire: '请增加线路、解除暂停或提高上限。',
      voir: '查看消息',
    },
    sans_accuse: {
      cause: '线路 {{ligne}}：{{total}} 条中 {{nombre}} 条无回执',
      faire: '收不到回执：请检查服务商处的回调地址。',
      voir: '查看消息',
    },
    gabarit: {
      cause: '服务商拒绝文案“{{etape}}”（{{langue}}），共 {{nombre}} 条',
      faire: '请修改文案后重发被拒消息。',
      voir: '打开文案',
    },
  },
  debits: '实时发送',
  aucunDebit: '一小时内无发送。',
  ligneEtape: '线路与环节',
  cinqMinutes: '5 分钟',
  heure: '1 小时',
  rates: '失败',
  capacites: '容量与昨日需求',
  aucuneCapacite: '昨日无线路也无消息。',
  capaciteDe: '{{pays}} 昨日需求与容量',
  besoin: '昨日 {{besoin}} 条 / 每日容量 {{capacite}}',
  debordement: '线路不足：请增加线路或缩短间隔。',
};
