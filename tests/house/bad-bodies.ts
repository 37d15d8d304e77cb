/** What a body can be made of, each by what is wrong with it. `asForm` sends it as a form's fields. */
export type Bad = { type?: string; body?: BodyInit }

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

/** Names of fields that some route reads: nasty values find their way into every one of them. */
const fields = [
  'title', 'category', 'problem', 'proposal', 'effect', 'dongs', 'displayName', 'draftId', 'email', 'code', 'password',
  'totp', 'token', 'name', 'role', 'department', 'departmentId', 'belonging', 'dong', 'overFourteen', 'identity',
  'sensitive', 'notices', 'ground', 'note', 'reason', 'day', 'days', 'version', 'body', 'interim', 'commitments',
  'transcript', 'videoLink', 'route', 'contact', 'target', 'number', 'act', 'windowDays', 'threshold', 'nameKo',
  'nameEn', 'position', 'phone', 'fromDay', 'theme', 'size', 'onAnswer', 'consents', 'profile', 'session', 'id', 'removed',
] // prettier-ignore

const each = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]))
const eachInForm = (value: string) => new URLSearchParams(fields.map((field) => [field, value]))

const boundary = 'sotong-test'
const multipart = (part: string) => `--${boundary}\r\n${part}\r\n--${boundary}--\r\n`

/** Bodies that no route can take, whatever it reads. */
export const unreadable: Record<string, Bad> = {
  'broken JSON': { type: json, body: '{"title": "가' },
  'JSON of the wrong encoding': { type: json, body: Buffer.from('{"title":"밤길"}', 'utf16le') },
  'a type nobody knows': { type: 'application/x-sotong', body: 'x' },
  XML: { type: 'application/xml', body: '<title>밤길</title>' },
  '300 KB of JSON': { type: json, body: JSON.stringify({ title: '가'.repeat(100_000) }) },
  '300 KB of a form': { type: form, body: `title=${'a'.repeat(300_000)}` },
}

/** Bodies that can be read and say nothing that a route could do. */
export const senseless: Record<string, Bad> = {
  'no body': {},
  'an empty body': { type: json, body: '' },
  null: { type: json, body: 'null' },
  'a list': { type: json, body: '[]' },
  'a text': { type: json, body: '"밤길"' },
  'a number': { type: json, body: '42' },
  'an empty object': { type: json, body: '{}' },
  'lists in place of texts': { type: json, body: JSON.stringify(each(['가', '나'])) },
  'objects in place of texts': { type: json, body: JSON.stringify(each({ $ne: '' })) },
  'numbers in place of texts': { type: json, body: JSON.stringify(each(1e308)) },
  NULs: { type: json, body: JSON.stringify(each('a\u0000b')) },
  'half surrogates': { type: json, body: JSON.stringify(each('a\ud800b')) },
  'a prototype': { type: json, body: '{"__proto__":{"title":"x"},"constructor":{"prototype":{"x":1}}}' },
  'plain text': { type: 'text/plain', body: '밤길에 조명을 놓아 주세요' },
  'an empty form': { type: form, body: '' },
  'a form of a wrong encoding': {
    type: form,
    body: Buffer.from('title=%B9%E3%B1%E6&code=\xb9\xe3', 'latin1'),
  },
  'a form of broken escapes': { type: form, body: 'title=%zz&email=%&code=%E0%A4%A' },
  'a form with NULs': { type: form, body: eachInForm('a\u0000b') },
  'a form of script text': { type: form, body: eachInForm('<script>alert(1)</script>') },
  'a form with each field twice': { type: form, body: `${eachInForm('가')}&${eachInForm('나')}` },
  'a form of huge numbers': { type: form, body: eachInForm('99999999999999999999') },
  'a form without a boundary': { type: 'multipart/form-data', body: 'x' },
  'a form cut off': {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `--${boundary}\r\nContent-Dispo`,
  },
  'a file cut off': {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `--${boundary}\r\nContent-Disposition: form-data; name="video"; filename="x.webm"\r\n\r\n\x1aE\xdf\xa3 and no more`,
  },
  'a disguised upload': {
    type: `multipart/form-data; boundary=${boundary}`,
    body: multipart(
      'Content-Disposition: form-data; name="video"; filename="../../x.mp4"\r\nContent-Type: video/mp4\r\n\r\n<html>',
    ),
  },
}

/** What someone may put in place of an id or a number in an address. */
export const strangeIds = [
  '0', '-1', '1.5', '1e3', '99999999999999999999', '9223372036854775808', '2026-0000', '2026-99999999', 'null', 'NaN',
  '..%2f..%2fetc%2fpasswd', '%00', '%f0%9f%98%80', '%E0%A4%A', '%zz', "'%20or%201=1--", '<script>', 'a'.repeat(99),
  'a'.repeat(101), '１', '%ED%A0%80',
] // prettier-ignore

/** Queries that no list understands. */
export const strangeQueries = [
  'stage=nothing', 'stage=collecting&stage=open', 'sort[]=newest', 'q=%00', 'q=%E0%A4%A', 'q=%zz', `q=${'가'.repeat(1000)}`,
  'after=zzz', 'after=%00', 'after=-1', 'after=99999999999999999999', `after=${Buffer.from('{"at":1}').toString('base64url')}`,
  'limit=-1', 'limit=1e9', 'limit=x', 'limit=', 'before=-5', 'before=99999999999999999999', 'before=x', 'category=%27--',
  'dong=%F0%9F%98%80', 'q=%25%25%25%5C_', 'page=-1', 'check=2', '__proto__=x', '=', '&&&', '%', 'title=%00', 'to=//evil.example',
  'next=https://evil.example', 'state=%00', 'code=%00', 'token=%00',
] // prettier-ignore
