import type { connexion as fr } from '../fr/connexion';
import type { Traduction } from '../types';

export const connexion: Traduction<typeof fr> = {
  titre: '登录',
  accroche: '中国 → 马里 · 科特迪瓦 航空货运',
  equipe: '员工',
  client: '客户',
  identifiant: '用户名',
  motDePasse: '密码',
  afficher: '显示密码',
  masquer: '隐藏密码',
  souvenir: '保持登录30天（收银账号除外）',
  entrer: '登录',
  telephone: '电话',
  paysTelephone: '号码所属国家',
  recevoirCode: '通过 WhatsApp 接收验证码',
  code: '6 位验证码',
  codeEnvoye: '如果该号码已登记，验证码已发送至 {{telephone}}。',
  changerNumero: '更换号码',
  renvoyer: '重新发送验证码',
  renvoyerDans: '{{s}} 秒后可重新发送',
  requis: '必填。',
  telephoneFaux: '该号码不符合所选国家的格式。',
  codeFaux: '验证码为 6 位数字。',
  expireeTitre: '您的登录已过期',
  expireeAide: '请重新登录：屏幕上的内容不会丢失。',
  horsLigne: '没有网络：此设备首次登录需要联网。',
};
