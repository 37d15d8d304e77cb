// Waits until a started product answers, then asks it for what anyone asks first.
// Usage: node .ci/ask.mjs ORIGIN PROCESS_ID
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

const [origin, pid] = process.argv.slice(2)
const deadline = Date.now() + 120_000

async function ready() {
  process.kill(Number(pid), 0) // throws when the product ended
  if (Date.now() > deadline) throw new Error('It was not ready within two minutes.')
  const answer = await fetch(`${origin}/health/ready`).catch(() => undefined)
  return answer?.status === 200
}

while (!(await ready())) await sleep(200)
say('/health/ready', 200)

for (const [path, words] of [
  ['/', '소통'],
  ['/petitions', '청원'],
  ['/en/petitions', 'lang="en"'],
]) {
  const answer = await fetch(origin + path, { headers: { accept: 'text/html' } })
  const html = await answer.text()
  assert.equal(answer.status, 200, path)
  assert.match(html, /^<!doctype html>/i, path)
  assert.ok(html.includes(words), `${path} does not say ${words}`)
  assert.equal(answer.headers.get('set-cookie'), null, `${path} sets a cookie`)
  say(path, `${answer.status}, ${html.length} characters`)
  // The page's own style sheets and scripts.
  const assets = html.match(/\/assets\/[^"]+\.(?:css|js)/g) ?? []
  assert.ok(assets.length > 0, `${path} has no style sheet or script`)
  for (const asset of new Set(assets)) assert.equal((await fetch(origin + asset)).status, 200, asset)
}

const list = await fetch(`${origin}/api/petitions`)
assert.equal(list.status, 200)
assert.ok(Array.isArray((await list.json()).items))
say('/api/petitions', 200)

const missing = await fetch(`${origin}/api/petitions/1999-9999`)
assert.equal(missing.status, 404)
assert.match(missing.headers.get('content-type') ?? '', /^application\/problem\+json/)
say('/api/petitions/1999-9999', 404)

function say(path, what) {
  process.stdout.write(`${path}  ${what}\n`)
}
