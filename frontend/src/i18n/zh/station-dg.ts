import type { dg as fr } from '../fr/station-dg';
import type { Traduction } from '../types';

export const dg: Traduction<typeof fr> = {
  appareil: '带电池的设备：标志会印在标签上。',
  vus: '内容中发现：{{termes}}。',
  bloque: '包裹将留在仓库，等待管理员答复。',
  marque: '可正常发运。',
  mah: '容量',
  volts: '电压',
  suppose: '（按 3.7 V 估算）',
  tranches: {
    inconnue: 'Wh 未知',
    jusqu_a_100: '不超过 100 Wh',
    jusqu_a_160: '超过 100 Wh',
    au_dela: '超过 160 Wh',
  },
  questions: {
    explosif: '爆炸品或烟花：禁止空运，请退回。',
    gaz_toxique: '催泪剂或电击器：禁止空运，请退回。',
    vehicule: '带电池的代步工具：电池可拆吗？多少 Wh？有 UN 38.3 报告吗？',
    lithium_seul: '电池：单独还是装在设备里？多少 Wh？电量不超过 30%？有 UN 38.3 报告吗？',
    pile: '干电池：碱性还是锂？电极有保护吗？',
    vapoteuse: '电子烟：多少 Wh？含烟液吗？有防误启动吗？',
    lithium_appareil: '带电池设备却申报为其他类别：是手机还是电子产品？',
    aerosol: '气雾罐还是无气喷瓶？每瓶多少毫升，多少瓶？',
    briquet: '打火机或火柴：有气或有油，还是从未灌装的空壳？',
    gaz: '气体：是哪一种？有压力吗，满的还是空的？有安全说明书吗？',
    parfum: '香水：多少瓶、多少毫升、酒精含量多少？',
    inflammable: '易燃液体？闪点和升数？有安全说明书（SDS）吗？',
    corrosif: '腐蚀品？准确名称和安全说明书（SDS）？',
    oxydant: '氧化剂？准确名称、浓度和安全说明书（SDS）？',
    toxique: '有毒品？准确名称和安全说明书（SDS）？',
    glace: '干冰：多少公斤？包装能排气吗？',
    aimant: '磁铁：有屏蔽或背对背包装吗？2.1 米处指南针不动吗？',
    inconnu: '化学品：究竟是什么？有安全说明书（SDS）吗？',
    energie: '超过 100 Wh：准确是多少？有危险品申报单和航司批准吗？',
  },
};
