import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { differences } from './check.ts'
import { caller, driveRealPetitions } from './drive.ts'
import { readArchive } from './petitions.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Takes real petitions the whole way through a demonstration that runs: `npm run real-input -- --file FILE`. */
const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    url: { type: 'string', default: 'http://localhost:3000' },
    petitions: { type: 'string', default: '50' },
    crowd: { type: 'string', default: '1050' },
  },
})
if (!values.file) throw new Error('--file names a file of petitions, one JSON object a line.')
const { url } = values
const crowd = Number(values.crowd)

const cookies = execFileSync('npm', ['run', '--silent', 'crowd', '--', '--people', String(crowd)], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
const residents = cookies.split('\n').filter((line) => /^(__Host-)?sid=/.test(line))

type Outbox = { officers: { email: string; code: string }[]; password: string }

async function signInOfficer(email: string): Promise<string> {
  const outbox = await caller(url)<Outbox>('GET', '/api/outbox', 200)
  const code = outbox.officers.find((officer) => officer.email === email)!.code
  const response = await fetch(`${url}/desk/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ email, password: outbox.password, code }),
    redirect: 'manual',
  })
  const cookie = response.headers.getSetCookie().find((line) => /^(__Host-)?sid=./.test(line))
  if (response.status !== 303 || !cookie) throw new Error(`${email} could not sign in: ${response.status}`)
  return cookie.split(';', 1)[0]!
}

const driven = await driveRealPetitions({
  url,
  petitions: readArchive(values.file, Number(values.petitions)),
  residents,
  officers: {
    first: await signInOfficer('talk@demo.sotong.kr'),
    second: await signInOfficer('lead@demo.sotong.kr'),
  },
  crowd,
  say,
})
// The crossing is announced by a job, which takes a moment.
await new Promise((resolve) => setTimeout(resolve, 2000))
const found = await differences(url, driven)
for (const line of found) say(line)
say(
  found.length === 0
    ? 'Everything stands as it was sent, and the totals are exact.'
    : `${found.length} differences`,
)
process.exit(found.length === 0 ? 0 : 1)
