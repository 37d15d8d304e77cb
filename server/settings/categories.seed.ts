/** 분야: the six of the old site, in its order of use. */
export const categoriesSeed = [
  { code: 'living-environment', nameKo: '생활환경·교통안전', nameEn: 'Living environment and road safety' },
  { code: 'city', nameKo: '도시', nameEn: 'City' },
  { code: 'welfare-health', nameKo: '복지보건·다문화', nameEn: 'Welfare, health and multicultural' },
  { code: 'education-culture', nameKo: '교육문화', nameEn: 'Education and culture' },
  { code: 'self-government', nameKo: '자치행정', nameEn: 'Self-government' },
  { code: 'economy-jobs', nameKo: '지역경제·일자리', nameEn: 'Local economy and jobs' },
]
