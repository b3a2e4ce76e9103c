import type { rapports as fr } from '../fr/rapports';
import type { Traduction } from '../types';

export const rapports: Traduction<typeof fr> = {
  titre: '报表',
  sousTitre: '业务员或本国的一天：交付、收入、支出、余额。',
  demander: '日报表',
  jour: '日期',
  agent: '业务员',
  pays: '国家',
  tousAgents: '全部业务员',
  unAgent: '一名业务员',
  preparer: '生成报表',
  demande: '已申请报表，几秒后就绪。',
  compterCaisse: '清点我的钱箱',
  etat: '状态',
  tousEtats: '全部状态',
  statuts: {
    en_attente: '等待中',
    en_cours: '生成中',
    pret: '就绪',
    echec: '失败',
  },
  provisoire: '暂定',
  definitif: '最终版',
  demandeLe: '申请时间',
  empreinte: '指纹',
  fichiers: '文件',
  patientez: '请稍候…',
  redemandez: '请重新申请。',
  telecharger: '下载 {{format}}',
  vide: '没有报表',
  videAide: '在上方选择日期，报表会自动生成。',
};
