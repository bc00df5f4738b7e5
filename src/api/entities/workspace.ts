import { readWorkspace } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { CompanyConnection } from '../connections.ts'
import type { Context } from '../context.ts'
import { encodeId } from '../ids.ts'
import { Workspace } from '../refs.ts'
import { companyList } from './company.ts'
import { Node } from './record.ts'

Workspace.implement({
  description: 'One customer of the API. Everything a caller can see belongs to exactly one workspace.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (it) => encodeId('Workspace', it.id) }),
    name: t.exposeString('name'),
    freshAsOf: t.expose('freshAsOf', {
      type: 'DateTime',
      nullable: true,
      description:
        'Every figure in this response includes all that its providers had reported up to this instant. Null as ' +
        'long as one of the streams was never read whole.',
    }),
    companies: t.field({
      type: CompanyConnection,
      args: pageArgs,
      complexity: pageComplexity,
      resolve: (_workspace, args, context, info) => readList(context, companyList, args, info),
    }),
  }),
})

/** The caller's own workspace. */
export async function loadWorkspace({ snapshot, workspaceId }: Context) {
  const [row] = await readWorkspace(snapshot)
  if (row === undefined) throw new Error(`The workspace ${workspaceId} is missing`)
  return { id: workspaceId, ...row }
}

builder.queryField('workspace', (t) =>
  t.field({ type: Workspace, resolve: (_root, _args, context) => loadWorkspace(context) }),
)
