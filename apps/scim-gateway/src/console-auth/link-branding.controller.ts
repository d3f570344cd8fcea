import { Body, HttpCode, Post } from '@nestjs/common';
import { brandingView, type BrandingView } from '@rollcall/contracts';
import {
  AdminController,
  Answers,
  BodyLimit,
  CountsAsAttempt,
  RecordsNothing,
  Refuses,
  Role,
  Summary,
} from '../admin-kit/operation';
import { Branding } from '../branding/branding';
import { CountedAttempt, type Attempt } from './attempts';
import { Links } from './links';
import { OpenSessionDto } from './console-auth.dto';

/**
 * `/admin/v1/session/branding`: the branding that the holder of a set-up link sees before opening
 * it.
 */
@AdminController('session/branding')
export class LinkBrandingController {
  constructor(
    private readonly links: Links,
    private readonly branding: Branding,
  ) {}

  /**
   * Every text that is no link of ours gets the same answer, which does not reveal the links that
   * exist.
   */
  @Post()
  @HttpCode(200)
  @Role('anyone')
  @Summary(
    'Shows the branding of a set-up link without using the link; for any other text, the branding of the installation.',
  )
  @RecordsNothing('Shows what a set-up link would open.')
  @Answers(brandingView)
  @Refuses(403)
  @BodyLimit(1_024)
  @CountsAsAttempt()
  async look(
    @Body() { link }: OpenSessionDto,
    @CountedAttempt() attempt: Attempt | undefined,
  ): Promise<BrandingView> {
    const tenantId = attempt && (await this.links.tenantOf(link));
    if (tenantId === undefined) return this.branding.ofInstallation;
    attempt?.good();
    return this.branding.of(tenantId);
  }
}
