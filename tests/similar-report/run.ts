import { likelyTheSame } from '../../server/petitions/similar/similar.rules.ts'
import { methods } from './methods.ts'
import { archived, bestOf, scoreAt, written } from './score.ts'

const share = (value: number) => value.toFixed(2)

/**
 * Compares ways of finding petitions of the same matter: `npm run similar-report`. Each is given the threshold at which
 * it does best on the pairs that were written for this, the one in use its own; with it they are judged on pairs of real
 * petitions, where their archive lies beside the checkout.
 */
const real = archived()
const head = [
  'method',
  'from',
  'precision',
  'recall',
  'F1',
  ...(real ? ['real: precision', 'recall', 'F1'] : []),
]
const rows = methods.map((method) => {
  const used = method === methods.at(-1)
  const own = used ? scoreAt(method, written, likelyTheSame) : bestOf(method, written)
  const there = real && scoreAt(method, real, own.threshold)
  return [
    method.name,
    ...[own, ...(there ? [there] : [])].flatMap(({ threshold, precision, recall, f1 }, index) =>
      (index === 0 ? [threshold, precision, recall, f1] : [precision, recall, f1]).map(share),
    ),
  ]
})
const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
process.stdout.write(`${lines.join('\n')}\n`)
process.stderr.write(
  `${written.same.length} and ${written.alike.length} written pairs${real ? `, ${real.same.length} and ${real.alike.length} real ones` : ''}\n`,
)
