import { Module } from '@nestjs/common';
import { ListingModule } from '../listing/listing.module';
import { ResourceTypesModule } from '../resource-types/resource-types.module';
import { RootLists } from './root-lists';
import { SearchController } from './search.controller';

@Module({
  imports: [ListingModule, ResourceTypesModule],
  controllers: [SearchController],
  providers: [RootLists],
})
export class SearchModule {}
