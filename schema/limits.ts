/**
 * Every bound of the hub, with its unit in the name. Nothing else in the code
 * carries a number that a stranger could push against.
 */
export const limits = {
  /** A whole HTTP request body. */
  requestBodyBytes: 128 * 1024,
  /** The GraphQL document inside it; comments and white space count. */
  documentBytes: 16 * 1024,
  documentTokens: 2000,
  /** Brackets of any kind open at one place; the parser calls itself once more for each. */
  openBrackets: 40,
  /** A name of the document; an alias comes back once for every row. */
  nameChars: 100,
  operationsPerDocument: 10,
  fragmentsPerDocument: 50,
  variablesPerDocument: 50,
  /** Directives of the whole document, and those at one place in it. */
  directivesPerDocument: 50,
  directivesPerPlace: 4,
  /** Selections inside selections, fragments spread; the introspection of the playground has 15. */
  selectionDepth: 20,
  /** Aliases after fragments are spread. */
  aliases: 100,
  /** One root field under several aliases; `persons`, `organizations` take many keys at once. */
  rootFieldCopies: 20,
  /** One field written again at one place of the answer: validation compares each with each. */
  fieldRepeats: 20,
  /** Selections after fragments are expanded; a bomb of nested fragments ends here. */
  recursiveSelections: 1000,
  variablesDepth: 12,
  /** Values in the variables of a request, those inside lists and objects included. */
  variableValues: 10_000,
  /** Values that one operation may bring by estimate: page sizes multiplied down every path. */
  cellsPerAnswer: 100_000,
  /** What the estimate takes for a plain list, which a key, a family or a legal act bounds. */
  entriesPerPlainList: 10,
  /** Operations whose access one request may preview; each is parsed, checked and judged like a request. */
  previewsPerRequest: 2,
  /** Query plans that the planner may weigh for one operation. */
  plansWeighed: 1_000,
  /** What is wrong with one request, told at once. */
  errorsPerRequest: 20,

  /** `persons(personalIds:)`, `organizations(taxCodes:)` and other lists of keys. */
  keysPerList: 200,
  pageSizeDefault: 20,
  pageSizeMax: 100,
  /** Keys that one command to MongoDB may carry. */
  keysPerCommand: 500,
  /** Values inside `where: { field: { in: [...] } }`. */
  valuesPerFilter: 100,
  filterTextChars: 100,
  /** A sealed cursor; one of a text of 500 characters fits, whatever the characters are. */
  cursorChars: 4_096,
  /** A published total counts at least this many records (a design choice). */
  totalsMinimum: 10,
  totalsRows: 200,
  /** The newest position of a fishing vessel that is open, as a grid cell, is at least this old. */
  gridPositionDelayDays: 7,
  /** The greatest bound that a manifest may declare for a plain list. */
  boundedListEntries: 2_000,
  /** Rows of `civilEventTotals`: kinds of event times years. */
  civilEventRows: 500,

  /** MongoDB gives up on a command of ours after this. */
  databaseCommandMs: 5_000,
  /** Rows that MongoDB sends at once; its own default of 101 would cost a second command for a long answer. */
  databaseBatchRows: 1_000,
  /** How long a command waits for a server to be chosen before the agency counts as down. */
  databaseSelectionMs: 2_000,
  databaseConnectMs: 3_000,
  databaseHeartbeatMs: 2_000,
  databaseReconnectMs: 2_000,
  /** How long a start waits for a database whose server has answered another. */
  databaseLateMs: 30_000,
  databasePoolSize: 20,

  /** One fetch from a remote subgraph. */
  remoteFetchMs: 10_000,
  remoteAnswerBytes: 8 * 1024 * 1024,

  /** Header lines of a request; one more is refused. */
  requestHeaders: 64,
  requestHeadersMs: 10_000,
  requestMs: 30_000,
  /** How often connections beyond their time are looked for. */
  connectionCheckMs: 1_000,
  shutdownMs: 10_000,

  /** How long a signed request to a subgraph may be used; 60/2021 names no figure (a design choice). */
  hopLifeMs: 30_000,
  /** How far the clock of the gateway may be ahead of a subgraph's. */
  hopClockSkewMs: 5_000,
  /** Signed requests that a subgraph remembers; at one bound of life that is 6,600 a second. */
  hopNonces: 200_000,
  hopHeaderChars: 8 * 1024,
  /** A fetch to a subgraph: keys of a whole page of pages, and the document with them. */
  hopBodyBytes: 8 * 1024 * 1024,
  /** How long one key signs, and how long it is accepted after that. */
  hopKeyLifeMs: 24 * 3_600_000,
  hopKeyOverlapMs: 600_000,
  /** How often a subgraph looks for a key that it does not know. */
  hopKeyReadMs: 1_000,
  /** A new key is signed with only when every subgraph may have looked since. */
  hopKeyRestMs: 3_000,
  /** A request that a foreign router sends to a subgraph, keys of entities included. */
  foreignBodyBytes: 1024 * 1024,
  /** Entities in one request of a foreign router. */
  foreignEntities: 1_000,

  cachedDocuments: 2_000,
  /** Text of all documents that one subgraph keeps parsed. */
  cachedDocumentChars: 1_000_000,

  /** The exchange log: how long an answer waits for its record before it is withheld. */
  logWriteMs: 4_000,
  /** From one group of records to the next while many come: fewer groups, at so much more waiting. */
  logGroupMs: 15,
  /** Between two tries of a batch that could not be written, and of a log that could not be opened. */
  logRetryMs: 250,
  /** Records that wait for the database; beyond it nothing above OPEN is read. */
  logQueueRecords: 20_000,
  logQueueChars: 32 * 1024 * 1024,
  /** One command to MongoDB. */
  logBatchRecords: 1_000,
  logBatchChars: 8 * 1024 * 1024,
  /** The canonical text of one record, its subjects included; as BSON it may be four times as long, and 16 MiB at most. */
  logRecordChars: 2 * 1024 * 1024,
  /** A signed head comes at least so often while records come. */
  logHeadMs: 60_000,
  logHeadRecords: 1_000,

  /** Callers whose decisions are kept made: an identity with its purpose. */
  cachedCallers: 1_000,
  /** Judged documents that one layer keeps, each for one decision set. */
  cachedDecisions: 1_000,

  /** How long an answer of open data waits for the receipt of its record. */
  openAnswerWaitMs: 250,

  /** `npm run seed -- --persons N`; the census of 2019 counted 1,486,918 in former Bình Định. */
  seedPersonsMax: 2_000_000,

  /** Embedded MongoDB: from the spawn of mongod until it is primary, recovery of its journal included. */
  mongodStartMs: 60_000,
  /** How often an embedded server that ends by itself is started again. */
  mongodRestarts: 5,
  /** SIGTERM to the end of the process, then SIGKILL; the journal keeps what was acknowledged. */
  mongodStopMs: 20_000,
  mongodPollMs: 25,
  /** `mongod --version`, the first read of 140 MB from a slow disk included. */
  mongodVersionMs: 20_000,
  /** One way of fetching mongod over the network, all retries included. */
  mongodDownloadMs: 300_000,
  /** A half-made folder in the cache that is older was left by a crash. */
  mongodPartialMs: 3_600_000,
  /** Of the storage engine; the machine is shared with everything else on a laptop. */
  mongodCacheGb: 1,
  /** How far back a change stream can resume. */
  mongodOplogMb: 990,
  /** The log is set aside at this size; one older part is kept. */
  mongodLogBytes: 10 * 1024 * 1024,
  mongodLogCheckMs: 600_000,
  /** Another program may take a free port between its choice and its use. */
  mongodPortAttempts: 3,

  /** An access token as it travels, `Bearer` left out. */
  tokenChars: 4_096,
  /** From `iat` to `exp`; a token made for longer is refused, whoever signed it. */
  tokenLifetimeMs: 24 * 3_600_000,
  /** How far the issuer's clock may be ahead of ours. */
  clockSkewMs: 30_000,
  /** Verified tokens that are known again by their hash; the oldest make room. */
  cachedTokens: 10_000,
  /** Names in one list of a claim: databases, roles. */
  tokenListEntries: 20,
  /** A demo token, from its making to its end. */
  demoTokenMs: 12 * 3_600_000,
  /** `revoked.json` in the data folder. */
  revokedListBytes: 4 * 1024 * 1024,
  /** A set of keys older than this is fetched again before a token is verified. */
  jwksFreshMs: 60_000,
  /** Between two fetches that an unknown key or a server that is down asks for. */
  jwksRefetchMs: 10_000,
  /** How long the last good set holds while its server does not answer; then no token is accepted. */
  jwksStaleMs: 600_000,
  jwksFetchMs: 3_000,
  jwksBytes: 256 * 1024,
  jwksKeys: 100,

  /** Requests of one caller in a second, unless HUB_RATE_PER_SECOND says otherwise. */
  ratePerSecondDefault: 500,
  /** Callers of the last second; those beyond share one bucket. */
  rateBuckets: 10_000,
  /** Persons whose records an agency may read for a purpose in a day, unless HUB_SUBJECTS_PER_DAY says otherwise. */
  subjectsPerDayDefault: 100_000,
  /** Subjects of a day in memory, of all agencies together; beyond it no new one is read. */
  subjectsRemembered: 2_000_000,

  /** How long a process may answer above LOOKUP after it was last shown to hold the newest grants. */
  grantLeaseMs: 5_000,
  /** Taken off the lease by its holder: clocks that run at different rates. */
  grantLeaseMarginMs: 500,
  /** Between two renewals; a change is heard of at once, by change stream. */
  grantRenewalMs: 1_000,
  /** How long a request waits for its process to hold the version that the hop names. */
  grantCatchUpMs: 2_000,
  /** Between two looks at the leases while a change waits to be acknowledged. */
  grantAcknowledgePollMs: 20,
  /** One command to the store of grants. */
  grantCommandMs: 2_000,
  /** A connection to the store that says nothing for so long is given up. */
  grantSilenceMs: 6_000,
  /** A lease that ran out so long ago is swept away; until then it can be listed. */
  grantLeaseKeptSeconds: 3_600,
  /** Grants in memory, ended ones included. */
  grantsMost: 10_000,
  /** Grants that become ready between two turns of the event loop. */
  grantsPerTurn: 200,
  coordinatesPerGrant: 1_000,
  unitsPerTerritory: 500,
  consentsPerGrant: 10_000,
  grantTextChars: 500,
  /** `npm run grants -- load FILE`. */
  grantFileBytes: 16 * 1024 * 1024,

  /** Tries of `latestRow` to leave out days that prove too young. */
  latestRowTries: 10,
  /** How often a process looks whether `data-keys.json` has changed. */
  dataKeysCheckMs: 500,
  /** A command waits so long for another that is changing `data-keys.json`. */
  dataKeysLockMs: 2_000,
  dataKeysLockPollMs: 25,
  dataKeysBytes: 1024 * 1024,
  /** Longer than a process needs to notice a new key and to end the commands that it began before. */
  dataKeysSettleMs: 6_000,
  /** Rows that one step of `npm run keys:rotate` seals anew. */
  rotatedRows: 1_000,
  /** Times that a rotation looks for rows that were written meanwhile under the former key. */
  rotationPasses: 5,

  /** Persons of the units of one scope, where a list of their records is read by territory alone. */
  personsPerScope: 50_000,
  /** Persons whose records one answer of a subgraph may hold; the log must name each of them. */
  notedSubjects: 20_000,
  /** Residents that are compared with the register at once. */
  residenceBatchRows: 1_000,
  /** Between two tries of following the residents, and between two keepings of the place reached. */
  residenceRetryMs: 1_000,
  residenceTokenMs: 30_000,
} as const
