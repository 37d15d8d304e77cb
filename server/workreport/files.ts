import type { FastifyReply } from 'fastify'
import type { ReportFormat } from '../../shared/work-report-figures.ts'
import type { WorkReport } from '../../shared/work-report.ts'
import { csvOfPaper } from './csv.ts'
import { hwpxOf } from './hwpx/hwpx.ts'
import { paperOf } from './paper.ts'
import { xlsxOf } from './xlsx.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A report as a file; of one that was kept, the same file again. */
export async function fileOf(
  report: WorkReport,
  format: ReportFormat,
  at: Date,
  printed: string[] = [],
): Promise<{ name: string; type: string; bytes: Buffer }> {
  const name = `work-report-${report.from}-${report.to}.${format}`
  const paper = paperOf(report, printed)
  switch (format) {
    case 'csv':
      return { name, type: 'text/csv; charset=utf-8', bytes: Buffer.from(csvOfPaper(paper)) }
    case 'hwpx':
      return { name, type: 'application/hwp+zip', bytes: hwpxOf(paper) }
    case 'xlsx':
      return { name, type: xlsxType, bytes: await xlsxOf(paper) }
    case 'json':
      return {
        name,
        type: 'application/json; charset=utf-8',
        bytes: Buffer.from(JSON.stringify({ report, countedAt: at.toISOString() }, null, 2)),
      }
  }
}

export async function sendReport(
  reply: FastifyReply,
  report: WorkReport,
  format: ReportFormat,
  at: Date,
  printed: string[] = [],
) {
  const { name, type, bytes } = await fileOf(report, format, at, printed)
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)
    .send(bytes)
}
