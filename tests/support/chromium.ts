import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

/** A Chromium that was seen to start here, and what it needs in its environment. */
export type Chromium = { path: string; env: Record<string, string> }

const run = promisify(execFile)
const say = (line: string) => void process.stderr.write(`${line}\n`)

/** A browser inside a registry package, for machines where nobody may install one. This version was tried. */
const packaged = '@sparticuz/chromium@153.0.0'
const shelf = join(import.meta.dirname, '../../.browser')
const unpacked = join(shelf, 'unpacked')

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws saying what was tried and what to do, when this machine has no browser and none can be had */
export async function provideChromium(): Promise<Chromium> {
  const given = process.env.CHROMIUM
  if (given) {
    const fault = await faultOf({ path: given, env: {} })
    if (fault) throw new Error(`CHROMIUM=${given} does not start: ${fault}`)
    return { path: given, env: {} }
  }
  const tried: string[] = []
  const works = async (browser: Chromium) => {
    const fault = existsSync(browser.path) ? await faultOf(browser) : 'not there'
    if (fault) tried.push(`${browser.path}: ${fault}`)
    return fault === null
  }
  const fromPackage = unpackedBrowser()
  const known = [...installed.map((path) => ({ path, env: {} })), fromPackage]
  for (const browser of known) if (await works(browser)) return browser

  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const fault = await installFromDebian()
    if (fault) tried.push(`apt-get install chromium: ${fault}`)
    else if (await works(known[0]!)) return known[0]!
  }
  const fault = await unpackFromPackage()
  if (fault) tried.push(`npm package ${packaged}: ${fault}`)
  else if (await works(fromPackage)) return fromPackage

  throw new Error(
    `The journeys need a Chromium browser, and none could be found or installed. Tried:\n  ${tried.join('\n  ')}\n` +
      'Install Chromium or Chrome, or set CHROMIUM to the path of one, and run the tests again.',
  )
}

/** Why this browser cannot show a page, or null when it can. */
async function faultOf({ path, env }: Chromium): Promise<string | null> {
  try {
    const browser = await chromium.launch({
      executablePath: path,
      args: flags,
      env: { ...process.env, ...env },
    })
    try {
      const page = await browser.newPage()
      await page.setContent('<title>소통</title>')
      return (await page.title()) === '소통' ? null : 'it does not show a page'
    } finally {
      await browser.close()
    }
  } catch (error) {
    return reasonOf(error)
  }
}

async function installFromDebian(): Promise<string | null> {
  say('No browser found: installing the Debian package chromium …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, maxBuffer: 64 * 1024 * 1024, timeout: 600_000 }
  const install = (name: string) =>
    run('apt-get', ['install', '-y', '--no-install-recommends', name], options)
  try {
    await run('apt-get', ['update'], options)
    await install('chromium')
  } catch (error) {
    return reasonOf(error)
  }
  // Only for what the site's own font does not draw, such as the browser's own messages.
  await install('fonts-noto-cjk').catch(() =>
    say('No Korean system font could be installed; the tests do not need it.'),
  )
  return null
}

/** Libraries and fonts come with the package: a machine without a desktop may lack them. */
function unpackedBrowser(): Chromium {
  const libraries = [join(unpacked, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  const env: Record<string, string> = { LD_LIBRARY_PATH: libraries }
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(unpacked, 'fonts')
  return { path: join(unpacked, 'chromium'), env }
}

/** The package unpacks into the folder for temporary files, and its libraries only where it takes itself for a cloud function. */
async function unpackFromPackage(): Promise<string | null> {
  say(`No browser found: taking the one in the npm package ${packaged} …`)
  try {
    // What an interrupted run left there would be taken for whole.
    await rm(unpacked, { recursive: true, force: true })
    await mkdir(unpacked, { recursive: true })
    await run('npm', ['install', '--prefix', shelf, '--no-save', '--no-audit', '--no-fund', packaged], {
      timeout: 600_000,
    })
    const unpack = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())"
    const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
    await run(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: shelf,
      env,
      timeout: 300_000,
    })
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

/** What tools print around a reason. */
const noise = /npm warn|complete log of this run|<launch|pid=|(?:call|browser) log/i

/** The lines of a failure that say why; tools print them last, to their error output. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string }
  const lines = (stderr?.trim() || message).split('\n').filter((line) => line.trim() && !noise.test(line))
  return lines.slice(0, 12).join('\n    ').slice(0, 1500)
}
