import type { FastifyInstance, FastifyReply } from 'fastify'
import { dateTime } from '../../../shared/dates.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { csvOf } from '../../platform/files/csv.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { listPeople } from './desk-parties.actions.ts'
import { idIn } from './desk-townhalls.pages.ts'
import { hallOr404, sittingProps } from './desk-townhalls.props.ts'
import { header, kinds, modes, needNames, sittingName, states } from './export.words.ts'
import { numbersOf } from './numbers.ts'

const mark = (yes: boolean) => (yes ? 'O' : '')

/** Files of a town hall for spreadsheets and other programs. */
export function exportRoutes(root: FastifyInstance, deps: Deps) {
  root.get(
    '/desk/town-halls/:id/people.csv',
    { config: { may: 'desk.townhall.names' } },
    async (request, reply) => {
      const hall = await hallOr404(deps, idIn(request))
      const standing = ['applied', 'waiting', 'offered', 'confirmed'] as const
      const people = await listPeople(deps, officerOf(request), hall.id, 'townhall.export', [...standing])
      const sittings = new Map(
        (await sittingProps(deps, hall.id)).map((one, at) => [one.id, one.name || sittingName(at + 1)]),
      )
      const dongs = new Map((await allDongs(deps.db)).map(({ code, nameKo }) => [code, nameKo]))
      const rows = people.map((one) => [
        sittings.get(one.sittingId) ?? '',
        one.place,
        one.name,
        states[one.state] ?? one.state,
        modes[one.mode],
        kinds[one.kind],
        one.dong === null ? '' : (dongs.get(one.dong) ?? one.dong),
        one.needs.map((need) => needNames[need]).join(', '),
        mark(one.reserved),
        mark(one.walkIn),
        dateTime(one.createdAt, 'ko'),
        mark(one.come),
      ])
      return file(
        reply,
        `town-hall-${hall.id}-people.csv`,
        'text/csv; charset=utf-8',
        csvOf([header, ...rows]),
      )
    },
  )
  root.get(
    '/desk/town-halls/:id/numbers.json',
    { config: { may: 'desk.townhall.read' } },
    async (request, reply) => {
      const hall = await hallOr404(deps, idIn(request))
      const text = JSON.stringify(await numbersOf(deps, hall), null, 2)
      return file(reply, `town-hall-${hall.id}-numbers.json`, 'application/json; charset=utf-8', text)
    },
  )
}

const file = (reply: FastifyReply, name: string, type: string, text: string) =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)
    .send(text)
