import type { imports as ko } from '../ko/imports.ts'

const number = (value: number) => value.toLocaleString('en-US')

export const imports: typeof ko = {
  title: 'Imported petitions',
  lede: 'Petitions of other sites are brought in by a command on the server. They come in as closed ones, with the endorsements counted there.',
  how: 'npm run import -- FILE --source NAME [--ours] [--dry-run]',
  sources: 'Where they come from',
  counts: (petitions, endorsements) =>
    `${number(petitions)} petitions · ${number(endorsements)} endorsements`,
  none: 'Nothing was imported yet.',
  ours: 'The district’s own petitions: they count in work reports',
  notOurs: 'Not counted in work reports',
  oursMark: 'Counts in work reports',
  mappings: 'Their categories and ours',
  mappingsHow: 'Changing one moves the petitions that were imported under it, too.',
  others: 'Categories that are not below or not decided',
  undecided: 'Not decided',
  petitions: (count) => number(count),
  category: 'Our category',
  change: 'Change',
  settings: 'To the settings',
}
