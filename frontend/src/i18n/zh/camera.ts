import type { camera as fr } from '../fr/camera';
import type { Traduction } from '../types';

export const camera: Traduction<typeof fr> = {
  viseur: '摄像头画面',
  lampe: '手电筒',
  prendre: '拍照',
  fichier: '选择文件',
  refus: {
    absente: '此设备没有摄像头。',
    refusee: '此网站未获得摄像头权限。',
    occupee: '摄像头正被其他应用使用。',
  },
  autrement: '请使用扫码枪、手动输入单号，或在浏览器中允许使用摄像头。',
};
