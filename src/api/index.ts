import { Router } from 'express';
import type { Services } from '../services.js';

/** The REST API of storefronts and CRMs, mounted at `/v1` (issue §6). Carries its own body parser, key check and problem+json errors. */
export function createApiRouter(services: Services): Router {
  const router = Router();
  services.log.debug('REST /v1 is being built');
  return router;
}
