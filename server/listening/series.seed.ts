/** Kinds of listening events that a new installation starts with; the office renames, retires and adds them. */
export const seriesSeed = [
  { code: 'visiting', nameKo: '찾아가는 소통', nameEn: 'Visits' },
  { code: 'invited', nameKo: '초청 소통', nameEn: 'By invitation' },
  { code: 'street', nameKo: '거리 소통', nameEn: 'On the street' },
  { code: 'online', nameKo: '온라인 소통', nameEn: 'Online' },
  { code: 'space', nameKo: '소통공간', nameEn: 'Listening space' },
  { code: 'forum', nameKo: '토론회·포럼', nameEn: 'Debates and forums' },
]

/** Where an answer is owed and no department was named on the spot: the communication team's own passes it on. */
export const firstDepartment = 'planning-budget'
