type Step = () => unknown

const closings: Step[] = []
const checks: Step[] = []

/** Runs when the test file is over, last opened first. What a test opens, it need not close. */
export const atEndOfFile = (close: Step) => void closings.push(close)

/** Runs after every test of the file and fails it by throwing. */
export const afterEveryTest = (check: Step) => void checks.push(check)

export async function closeFile() {
  for (const close of closings.splice(0).toReversed()) await close()
}

export async function checkTest() {
  for (const check of checks) await check()
}
