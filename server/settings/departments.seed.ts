/** The departments a new installation starts with; administrators rename, close and add them as dated rows. */
export const departmentsSeed = [
  { code: 'planning-budget', nameKo: '기획예산과', nameEn: 'Planning and Budget', phone: '02-2670-3114' },
  { code: 'urban-safety', nameKo: '도시안전과', nameEn: 'Urban Safety', phone: '02-2670-3862' },
  { code: 'roads', nameKo: '도로과', nameEn: 'Roads', phone: '02-2670-3952' },
  { code: 'traffic', nameKo: '교통행정과', nameEn: 'Traffic Administration', phone: '02-2670-3872' },
  { code: 'parking', nameKo: '주차문화과', nameEn: 'Parking', phone: '02-2670-3992' },
  { code: 'cleaning', nameKo: '청소과', nameEn: 'Waste and Cleaning', phone: '02-2670-3484' },
  { code: 'parks', nameKo: '푸른도시과', nameEn: 'Parks and Greenery', phone: '02-2670-3752' },
  { code: 'housing', nameKo: '주거사업과', nameEn: 'Housing', phone: '02-2670-3662' },
  { code: 'welfare', nameKo: '복지정책과', nameEn: 'Welfare Policy', phone: '02-2670-3982' },
  { code: 'seniors', nameKo: '어르신복지과', nameEn: 'Senior Welfare', phone: '02-2670-3402' },
  { code: 'health', nameKo: '보건소 건강증진과', nameEn: 'Health Centre', phone: '02-2670-4742' },
  { code: 'education', nameKo: '미래교육과', nameEn: 'Education', phone: '02-2670-4162' },
  { code: 'culture', nameKo: '문화체육과', nameEn: 'Culture and Sports', phone: '02-2670-3122' },
  { code: 'economy', nameKo: '지역경제과', nameEn: 'Local Economy', phone: '02-2670-3422' },
  { code: 'general-affairs', nameKo: '총무과', nameEn: 'General Affairs', phone: '02-2670-3202' },
]
