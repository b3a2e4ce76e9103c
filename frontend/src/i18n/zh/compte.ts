import type { compte as fr } from '../fr/compte';
import type { Traduction } from '../types';

export const compte: Traduction<typeof fr> = {
  titre: '我的账户',
  colis: {
    titre: '我的包裹',
    vide: '此号码没有包裹',
    videAide: '中国一收到您名下的包裹，就会显示在这里。',
    sansContenu: '包裹',
    reste: '待付',
    prix: '价格',
    paye: '已付',
    aPayer: '提货时应付',
  },
  groupes: {
    aRetirer: '已到达',
    aSuivre: '正在查找',
    enRoute: '运输中',
    finis: '已完成',
  },
  recus: {
    titre: '我的收据',
    vide: '没有收据',
    videAide: '您的付款及收据号会显示在这里。',
    annule: '已冲销',
    rabais: '折扣',
  },
  moyens: {
    especes: '现金',
    orange_money: 'Orange Money',
    wave: 'Wave',
    moov: 'Moov',
    sarali: 'Sarali',
    carte: '银行卡',
    avoir: '余额',
  },
  preferences: {
    titre: '偏好',
    langue: '消息语言',
    langueAide: 'WhatsApp 消息和查询页面将使用此语言。',
    whatsapp: 'WhatsApp 消息',
    whatsappAide: '收货、起飞、到达、可提货和收据通知。提货码始终发送。',
    accepte: '您会收到',
    refuse: '您不会收到',
    recevoir: '接收消息',
    arreter: '不再接收消息',
    enregistree: '偏好已保存。',
  },
};
