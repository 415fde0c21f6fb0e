import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessRecord } from '../access-record.js';
import { Caller, notSignedIn } from '../http/caller.js';
import { Visibility } from '../visibility.js';
import { bearerSecret, type Principal, Principals, type Scope } from './principal.js';

const ACCESS = 'opsledger:access';
type Access = 'everybody' | 'signed-in' | Scope;

/** Anybody may ask; what they get is what they may see. */
export const ForEverybody = () => applyDecorators(SetMetadata(ACCESS, 'everybody'), ApiSecurity({}), ApiBearerAuth());
/** Any valid token will do. */
export const SignedIn = () => applyDecorators(SetMetadata(ACCESS, 'signed-in'), ApiBearerAuth());
/** A token with this scope (or `admin`). */
export const Needs = (scope: Scope) => applyDecorators(SetMetadata(ACCESS, scope), ApiBearerAuth());

/** Closed by default: a route that does not say who may use it is not served. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: Principals,
    private readonly visibility: Visibility,
    private readonly access: AccessRecord,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(this.reflector, context.getHandler(), context.getClass());
    if (access === undefined) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest & { caller: Caller }>();
    const caller = this.callerOf(request);
    request.caller = caller;
    if (access === 'signed-in') return caller.signedIn !== null;
    if (access !== 'everybody') caller.require(access);
    return true;
  }

  private callerOf(request: FastifyRequest): Caller {
    const principal = this.principalOf(request.headers.authorization);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const route = request.routeOptions.url ?? '';
    const onRead = (log: string): void => this.access.record(principal!, { log, route });
    const recorded = principal === null ? undefined : onRead;
    const sight = this.visibility.sightOf(principal, isRead ? recorded : undefined, recorded);
    return new Caller(principal, sight, request, () => this.callerOf(request));
  }

  /** A token that is not good is refused even where none is needed: its owner should know. */
  private principalOf(header: string | undefined): Principal | null {
    if (header === undefined) return null;
    const secret = bearerSecret(header);
    if (secret === undefined) throw notSignedIn('the Authorization header must read: Bearer opsl_…');
    const principal = this.principals.bySecret(secret);
    if (principal === null) throw notSignedIn('this token is unknown, expired or revoked');
    return principal;
  }
}

export function accessOf(
  reflector: Reflector,
  ...targets: Parameters<Reflector['getAllAndOverride']>[1]
): Access | undefined {
  return reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
}
