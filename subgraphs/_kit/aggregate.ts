import type { PipelineStage } from 'mongoose'
import { limits } from '../../schema/limits.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'

/** Runs a pipeline as one command: bounded in time, and answered at once up to `limits.databaseBatchRows`. */
export async function aggregate(scope: RequestScope, collection: string, pipeline: PipelineStage[]): Promise<Row[]> {
  const options = { maxTimeMS: limits.databaseCommandMs, batchSize: limits.databaseBatchRows }
  return scope.collection(collection).aggregate<Row>(pipeline, options)
}
