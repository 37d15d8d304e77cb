/** Lets one page, that of its scope, open where the network is gone. Calls and all other pages pass it by. */
type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
const worker = self as unknown as {
  registration: { scope: string }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', handle: (event: Lasting) => void): void
  addEventListener(name: 'fetch', handle: (event: Fetching) => void): void
}

/** Such as `/door`, or the same in another language. */
const page = new URL(worker.registration.scope).pathname
const shelf = `sotong ${page}`

/** Keeps the page and the scripts and sheets that it names. */
async function keep(answer: Response): Promise<void> {
  // A page to sign in is not the page.
  if (!answer.ok || answer.redirected) return
  const html = await answer.clone().text()
  const kept = await caches.open(shelf)
  const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!)
  await Promise.all(files.map(async (file) => (await kept.match(file)) ?? kept.add(file)))
  await kept.put(page, answer)
}

async function openPage(request: Request, event: Fetching): Promise<Response> {
  try {
    const answer = await fetch(request)
    event.waitUntil(keep(answer.clone()))
    return answer
  } catch (error) {
    const kept = await (await caches.open(shelf)).match(page)
    if (kept) return kept
    throw error
  }
}

/** What stands under a name that holds its hash never changes. */
async function openFile(request: Request): Promise<Response> {
  const kept = await caches.open(shelf)
  const known = await kept.match(request)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok) await kept.put(request, answer.clone())
  return answer
}

worker.addEventListener('install', (event) =>
  event.waitUntil(
    fetch(page, { cache: 'no-store' })
      .then(keep)
      .then(() => worker.skipWaiting()),
  ),
)
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && pathname === page) event.respondWith(openPage(request, event))
  else if (pathname.startsWith('/assets/')) event.respondWith(openFile(request))
})
