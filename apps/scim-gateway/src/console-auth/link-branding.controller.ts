import type { BrandingView } from '@rollcall/contracts';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readDto } from '../admin-kit/read-dto';
import { Branding } from '../branding/branding';
import type { Attempt } from './attempts';
import { Links } from './links';
import { OpenSessionDto } from './ways.dto';

/** `/admin/v1/session/branding`: what whoever holds a set-up link sees before they open it. */
@Controller('admin/v1/session/branding')
export class LinkBrandingController {
  constructor(
    private readonly links: Links,
    private readonly branding: Branding,
  ) {}

  /** Any text that is no link of ours is answered alike: nobody learns by it which links there are. */
  @Post()
  @HttpCode(200)
  async look(@Req() request: FastifyRequest & { attempt?: Attempt }): Promise<BrandingView> {
    const { link } = readDto(OpenSessionDto, request.body);
    const tenantId = request.attempt && (await this.links.tenantOf(link));
    if (tenantId === undefined) return this.branding.ofInstallation;
    request.attempt?.good();
    return this.branding.of(tenantId);
  }
}
