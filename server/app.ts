import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import assets from '@fastify/static'
import swagger from '@fastify/swagger'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { liveLimits } from '../shared/live-states.ts'
import { accountPages, residentDoor } from './accounts/accounts.pages.ts'
import { accountRoutes } from './accounts/accounts.routes.ts'
import { guardRoutes } from './accounts/guard.ts'
import { identityPages } from './accounts/identities.pages.ts'
import { invitationPages } from './accounts/invitations.pages.ts'
import { mePages } from './accounts/me.pages.ts'
import { deskDoor, officerPages } from './accounts/officers.pages.ts'
import { officerRoutes } from './accounts/officers.routes.ts'
import { oidcPages } from './accounts/oidc.pages.ts'
import { ownAccountPages } from './accounts/own-account.pages.ts'
import { openSessions } from './accounts/sessions.ts'
import { staffPages } from './accounts/staff.pages.ts'
import { rememberStrangers } from './accounts/strangers.ts'
import { outboxPages } from './demo/outbox.pages.ts'
import { notificationPages } from './notifications/notifications.pages.ts'
import { deskFollowUpPages } from './followups/desk/desk.pages.ts'
import { cardEvidencePages } from './followups/desk/evidence.pages.ts'
import { followUpPages } from './followups/follow-ups.pages.ts'
import { followUpRoutes } from './followups/follow-ups.routes.ts'
import { callPages } from './followups/telling/calls.pages.ts'
import { auditPages } from './audit/audit.pages.ts'
import { answerPages } from './petitions/answers/answers.pages.ts'
import { answerRoutes } from './petitions/answers/answers.routes.ts'
import { contactPages } from './petitions/desk/contact.pages.ts'
import { decisionPages } from './petitions/desk/decisions.pages.ts'
import { answerFileRoutes } from './petitions/answers/files.routes.ts'
import { deskPages } from './petitions/desk/desk.pages.ts'
import { deskRoutes } from './petitions/desk/desk.routes.ts'
import { endorsingPages } from './petitions/endorsing/endorsing.pages.ts'
import { endorsingRoutes } from './petitions/endorsing/endorsing.routes.ts'
import { openEndorser } from './petitions/endorsing/endorser.ts'
import { filingAuthorPages } from './petitions/filing/filing.author.pages.ts'
import { filingDeskPages } from './petitions/filing/filing.desk.pages.ts'
import { filingPages } from './petitions/filing/filing.pages.ts'
import { filingRoutes } from './petitions/filing/filing.routes.ts'
import { unsubscribingPages } from './petitions/endorsing/unsubscribing.pages.ts'
import { newcomerPages } from './petitions/endorsing/newcomer.pages.ts'
import { importingPages } from './petitions/importing/importing.pages.ts'
import { petitionPages } from './petitions/petitions.pages.ts'
import { petitionRoutes } from './petitions/petitions.routes.ts'
import { deskListeningPages } from './listening/desk/desk.pages.ts'
import { deskEventPages } from './listening/desk/event.pages.ts'
import { reviewPages } from './listening/desk/review.pages.ts'
import { importPages } from './listening/importing/import.pages.ts'
import { listeningExports } from './listening/exports.routes.ts'
import { listeningPages } from './listening/listening.pages.ts'
import { listeningRoutes } from './listening/listening.routes.ts'
import type { Deps } from './platform/deps.ts'
import { logRequests, quietRequests } from './platform/log.ts'
import { readAddresses, rewriteUrl } from './platform/http/context.ts'
import { boundWaiting } from './platform/http/patience.ts'
import { guardOrigins } from './platform/http/origin.ts'
import { speakProblems } from './platform/http/problems.ts'
import { contentSecurityPolicy } from './platform/http/security.ts'
import { speakPages } from './platform/render/pages.ts'
import { deskTownHallPages } from './townhalls/desk/desk-townhalls.pages.ts'
import { deskTownHallRoutes } from './townhalls/desk/desk-townhalls.routes.ts'
import { deskPartyPages } from './townhalls/desk/desk-parties.pages.ts'
import { deskPartyRoutes } from './townhalls/desk/desk-parties.routes.ts'
import { registerForPages } from './townhalls/desk/register-for.pages.ts'
import { exportRoutes } from './townhalls/desk/export.routes.ts'
import { zonePages } from './townhalls/desk/zones.pages.ts'
import { settingsPages } from './settings/settings.pages.ts'
import { settingsRoutes } from './settings/settings.routes.ts'
import { displayPages } from './site/display.pages.ts'
import { fileRoutes } from './site/files.routes.ts'
import { sitemapRoutes } from './site/sitemap.routes.ts'
import { healthRoutes, refuseWhileDraining } from './site/health.routes.ts'
import { metricsRoutes } from './site/metrics.routes.ts'
import { openapiRoutes } from './site/openapi.routes.ts'
import { sitePages } from './site/site.pages.ts'
import { storedFileRoutes } from './site/stored-files.routes.ts'
import { beforehandPages } from './townhalls/questions/beforehand.pages.ts'
import { beforehandRoutes } from './townhalls/questions/beforehand.routes.ts'
import { ownRegistrationPages } from './townhalls/seats/own-registration.pages.ts'
import { registrationPages } from './townhalls/seats/registration.pages.ts'
import { townHallPages } from './townhalls/townhalls.pages.ts'
import { townHallRoutes } from './townhalls/townhalls.routes.ts'
import { doorActorOf } from './townhalls/door/door.device.ts'
import { doorPages } from './townhalls/door/door.pages.ts'
import { doorDeskRoutes, doorRoutes } from './townhalls/door/door.routes.ts'
import { openLive } from './townhalls/live/live.live.ts'
import { livePages } from './townhalls/live/live.pages.ts'
import { liveRoutes } from './townhalls/live/live.routes.ts'
import { registrationRoutes } from './townhalls/seats/registrations.routes.ts'
import { evidencePages } from './workreport/evidence.pages.ts'
import { reportEntryPages } from './workreport/entries.pages.ts'
import { reportSettingsPages } from './workreport/report-settings.pages.ts'
import { workReportPages } from './workreport/workreport.pages.ts'
import { workReportRoutes } from './workreport/workreport.routes.ts'

/** The whole site, every plugin and feature in order. Nothing listens yet. */
export async function buildApp(deps: Deps): Promise<FastifyInstance> {
  const { config } = deps
  const app = fastify({
    loggerInstance: deps.log,
    logController: quietRequests,
    // What stands in the headers before our own proxies wrote there, callers say of themselves.
    trustProxy: config.proxies > 0 && ((_address, hop) => hop < config.proxies),
    bodyLimit: 256 * 1024,
    rewriteUrl,
    // Node reads no longer address than 16 KB; what a part of it may be is said where it is read.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16 * 1024 },
    // Told in our own words instead: see refuseWhileDraining.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  logRequests(app)
  readAddresses(app)
  refuseWhileDraining(app, deps)
  boundWaiting(app)
  await app.register(cookie)
  const sessions = openSessions(app, deps)
  // Before the guard looks: the plugin that serves files makes its routes itself.
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/assets/')) route.config = { ...route.config, may: 'site.read', waits: 'kept' }
  })
  // At the door no session counts, but the phone's own token.
  guardRoutes(app, (request) =>
    request.routeOptions.config.may === 'door.device'
      ? doorActorOf(deps, request)
      : sessions.actorOf(request),
  )
  guardOrigins(app, config.publicUrl)
  speakPages(app, deps, sessions.chromeOf)
  speakProblems(app, config.publicUrl, async (request, reply, problem) => {
    const door = deskDoor(request, problem.code) ?? residentDoor(request, problem.code)
    return door ? reply.see(door) : reply.page('ProblemPage', { problem }, problem.status)
  })
  await app.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(config),
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  })
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { statusCode, ttl }) =>
      Object.assign(new Error('too many requests'), { statusCode, retryAfter: Math.ceil(ttl / 1000) }),
  })
  await app.register(formbody, { bodyLimit: 256 * 1024 })
  await app.register(multipart, { limits: { files: 1, fields: 20, fieldSize: 64 * 1024 } })
  const live = openLive(deps, sessions.standing)
  app.decorateRequest('entered', null)
  await app.register(websocket, {
    options: { maxPayload: liveLimits.frame, maxFragments: 16, maxBufferedChunks: 1024 },
    // Lines are sent away a few at a time, each with its own moment to come back.
    preClose(done) {
      void live.drain().finally(() => {
        this.websocketServer.close()
        done()
      })
    },
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Sotong', version: '1' } },
    // Pages are no part of the programs' interface.
    transform: (route) =>
      route.url.startsWith('/api/') ? jsonSchemaTransform(route) : { schema: { hide: true }, url: route.url },
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(assets, {
    root: deps.render.assets,
    dotfiles: 'deny',
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    preCompressed: true,
  })

  healthRoutes(app, deps)
  metricsRoutes(app, deps)
  openapiRoutes(app)
  fileRoutes(app, deps)
  sitemapRoutes(app, deps)
  storedFileRoutes(app, deps)
  sitePages(app, deps)
  displayPages(app, deps)
  accountRoutes(app, deps, sessions)
  accountPages(app, deps, sessions)
  mePages(app, deps, sessions)
  identityPages(app, deps, sessions)
  oidcPages(app, deps, sessions)
  const strangers = rememberStrangers()
  officerRoutes(app, deps, sessions, strangers)
  officerPages(app, deps, sessions, strangers)
  invitationPages(app, deps, sessions)
  staffPages(app, deps)
  ownAccountPages(app, deps)
  petitionRoutes(app, deps)
  petitionPages(app, deps)
  importingPages(app, deps)
  filingRoutes(app, deps)
  filingPages(app, deps, sessions)
  filingAuthorPages(app, deps)
  filingDeskPages(app, deps)
  const endorser = openEndorser(deps)
  app.addHook('onClose', () => endorser.drain())
  endorsingRoutes(app, deps, endorser)
  endorsingPages(app, deps, endorser)
  newcomerPages(app, deps, sessions, endorser)
  deskRoutes(app, deps)
  deskPages(app, deps)
  decisionPages(app, deps)
  contactPages(app, deps)
  answerRoutes(app, deps)
  answerPages(app, deps)
  answerFileRoutes(app, deps)
  unsubscribingPages(app, deps)
  townHallRoutes(app, deps)
  townHallPages(app, deps)
  registrationRoutes(app, deps)
  registrationPages(app, deps, sessions)
  ownRegistrationPages(app, deps)
  beforehandRoutes(app, deps)
  beforehandPages(app, deps)
  deskTownHallRoutes(app, deps)
  deskTownHallPages(app, deps)
  registerForPages(app, deps)
  deskPartyPages(app, deps)
  deskPartyRoutes(app, deps)
  exportRoutes(app, deps)
  zonePages(app, deps)
  liveRoutes(app, deps, live)
  livePages(app, deps, live)
  app.addHook('onClose', () => live.close())
  doorRoutes(app, deps)
  doorDeskRoutes(app, deps)
  doorPages(app, deps)
  listeningRoutes(app, deps)
  listeningPages(app, deps)
  listeningExports(app, deps)
  deskListeningPages(app, deps)
  deskEventPages(app, deps)
  reviewPages(app, deps)
  importPages(app, deps)
  workReportRoutes(app, deps)
  workReportPages(app, deps)
  evidencePages(app, deps)
  reportEntryPages(app, deps)
  reportSettingsPages(app, deps)
  followUpRoutes(app, deps)
  followUpPages(app, deps)
  deskFollowUpPages(app, deps)
  cardEvidencePages(app, deps)
  callPages(app, deps)
  settingsRoutes(app, deps)
  settingsPages(app, deps)
  auditPages(app, deps)
  notificationPages(app, deps)
  if (config.outbox) outboxPages(app, deps)
  return app
}
