/** The terms the service opened with on 1 October 2018 (the office's own rules). */
export const termsSeed = {
  windowDays: 30,
  threshold: 1000,
  mayorDays: 20,
  departmentDays: 10,
  interimDays: 30,
  reviewDays: 7,
  supplementDays: 7,
  tellDays: 15,
  minLevelCounted: 0,
  fromAt: new Date('2018-09-30T15:00:00Z'),
  reason: '영등포신문고 개설',
}
