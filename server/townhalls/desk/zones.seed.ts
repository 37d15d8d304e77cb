/** The office's five 권역, as it grouped its 18 dongs itself. An editor dates later groupings. */
export const zonesSeed = [
  {
    code: 'zone-1',
    nameKo: '신길6·대림권',
    nameEn: 'Singil 6 and Daerim',
    dongCodes: ['singil6', 'daerim1', 'daerim2', 'daerim3'],
  },
  {
    code: 'zone-2',
    nameKo: '영등포·당산·양평권',
    nameEn: 'Yeongdeungpo, Dangsan and Yangpyeong',
    dongCodes: ['yeongdeungpo', 'dangsan1', 'dangsan2', 'yangpyeong1', 'yangpyeong2'],
  },
  {
    code: 'zone-3',
    nameKo: '신길권',
    nameEn: 'Singil',
    dongCodes: ['singil1', 'singil4', 'singil5', 'singil7'],
  },
  {
    code: 'zone-4',
    nameKo: '영등포본·도림·문래권',
    nameEn: 'Yeongdeungpobon, Dorim and Mullae',
    dongCodes: ['yeongdeungpobon', 'dorim', 'mullae', 'singil3'],
  },
  { code: 'zone-5', nameKo: '여의권', nameEn: 'Yeoui', dongCodes: ['yeoui'] },
]
