import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../server/platform/http/port.ts'

export type Nginx = { url: string; stop(): Promise<void> }

/** Debian's nginx: the installed one, else its package unpacked into a folder; null where neither can be had. */
export async function findNginx(folder: string): Promise<string | null> {
  if (existsSync('/usr/sbin/nginx')) return '/usr/sbin/nginx'
  const place = join(folder, 'nginx')
  const program = join(place, 'usr/sbin/nginx')
  if (existsSync(program)) return program
  await mkdir(place, { recursive: true })
  try {
    execFileSync('apt-get', ['download', 'nginx'], { cwd: place, stdio: 'ignore' })
    const deb = (await readdir(place)).find((name) => name.endsWith('.deb'))!
    execFileSync('dpkg', ['-x', join(place, deb), place], { stdio: 'ignore' })
    return program
  } catch {
    return null
  }
}

/** A shared cache before a server, as an operator would set it up: it does what the answers allow, and nothing else. */
export async function startNginx(program: string, target: string, folder: string): Promise<Nginx> {
  const home = await mkdtemp(join(folder, 'cache-'))
  const port = await freePort()
  // Its workers must reach this folder; as root they would run as nobody.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const config = `
${user}
daemon off; worker_processes 1; pid ${home}/pid; error_log ${home}/error.log;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${home}/body; proxy_temp_path ${home}/proxy; fastcgi_temp_path ${home}/f;
  uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
  proxy_cache_path ${home}/kept keys_zone=public:10m;
  upstream site { server ${new URL(target).host}; keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://site;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_cache public;
      proxy_cache_lock on;
      add_header X-Cache $upstream_cache_status always;
    }
  }
}`
  await writeFile(join(home, 'nginx.conf'), config)
  const child = spawn(program, ['-c', join(home, 'nginx.conf'), '-p', home, '-e', join(home, 'error.log')], {
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  while ((await fetch(url, { method: 'OPTIONS' }).catch(() => null)) === null) {
    if (child.exitCode !== null) throw new Error('nginx ended')
    await new Promise((later) => setTimeout(later, 20))
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}
