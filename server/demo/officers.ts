import { Secret, TOTP } from 'otpauth'
import type { Role } from '../../shared/accounts.ts'
import type { Deps } from '../platform/deps.ts'

export const demoPassword = 'demo-sotong-2026'

/** One officer for each part to play. `department` is a department's code. */
export const demoOfficers: {
  email: string
  name: string
  role: Role
  department: string
  titleKo: string
}[] = [
  {
    email: 'talk@demo.sotong.kr',
    name: '김하늘',
    role: 'communication',
    department: 'planning-budget',
    titleKo: '소통공감팀',
  },
  {
    email: 'lead@demo.sotong.kr',
    name: '정다운',
    role: 'communication',
    department: 'planning-budget',
    titleKo: '소통공감팀장',
  },
  {
    email: 'safety@demo.sotong.kr',
    name: '이서연',
    role: 'department',
    department: 'urban-safety',
    titleKo: '도시안전과',
  },
  {
    email: 'chief@demo.sotong.kr',
    name: '박정호',
    role: 'department',
    department: 'urban-safety',
    titleKo: '도시안전과장',
  },
  {
    email: 'mayor@demo.sotong.kr',
    name: '최민서',
    role: 'mayor',
    department: 'general-affairs',
    titleKo: '구청장실',
  },
  {
    email: 'admin@demo.sotong.kr',
    name: '한관리',
    role: 'administrator',
    department: 'planning-budget',
    titleKo: '관리자',
  },
]

/** The demonstration's second factor: derived from its secret, so that the outbox page can show the codes. */
export const totpSecret = (deps: Deps, email: string) =>
  Secret.fromHex(deps.secrets.derive(`demo totp ${email}`).slice(0, 40)).base32

export const totpNow = (deps: Deps, email: string) =>
  new TOTP({ secret: Secret.fromBase32(totpSecret(deps, email)) }).generate({
    timestamp: deps.machineNow().getTime(),
  })
