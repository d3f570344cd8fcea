import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { anything } from '@rollcall/contracts';
import 'reflect-metadata';
import { DtoPipe } from './dto.pipe';
import { AdminController, Answers, Creates, Records, Role, Summary } from './operation';
import { PageDto } from './page.dto';
import { routesOf } from './routes-of';

class Shelf {
  name = '';
}

@AdminController('shelves')
class ShelvesController {
  @Post()
  @Role('operator')
  @Summary('Builds a shelf.')
  @Records('TenantRegistered')
  @Answers(anything)
  @Creates('plain')
  build(@Body() shelf: Shelf): Shelf {
    return shelf;
  }

  @Get(':id/books')
  @Role('viewer')
  @Summary('Lists its books.')
  @Answers(anything, 200, 202)
  books(@Param('id') id: string, @Query() page: PageDto): string {
    return `${id} ${page.count}`;
  }

  @Delete(':id')
  @HttpCode(204)
  @Role('operator')
  @Summary('Takes it down.')
  remove(@Param('id') id: string): void {
    void id;
  }

  /** No decorator names a role. */
  @Get()
  all(): void {}
}

describe('the routes of a controller', () => {
  const [build, books, remove, ...more] = routesOf(ShelvesController);

  it('are those of its handlers that have a role, with the path as the router has it', () => {
    expect([build, books, remove].map((one) => `${one?.method} ${one?.path}`)).toEqual([
      'POST /admin/v1/shelves',
      'GET /admin/v1/shelves/:id/books',
      'DELETE /admin/v1/shelves/:id',
    ]);
    expect(more).toEqual([]);
  });

  it('take the body and the query from the parameters', () => {
    expect([build?.body, build?.query]).toEqual([Shelf, undefined]);
    expect([books?.body, books?.query]).toEqual([undefined, PageDto]);
  });

  it('answer with the statuses of Nest, or those that the handler chooses among', () => {
    expect(build?.answers).toEqual({ 201: anything });
    expect(books?.answers).toEqual({ 200: anything, 202: anything });
    expect(remove?.answers).toEqual({ 204: null });
  });

  it('have what their handlers declare', () =>
    expect(build).toMatchObject({
      role: 'operator',
      summary: 'Builds a shelf.',
      records: ['TenantRegistered'],
      creates: 'plain',
    }));
});

describe('the pipe of DTOs', () => {
  const pipe = new DtoPipe();

  it('makes the class of a body and of a query, and leaves the rest as it is', () => {
    expect(pipe.transform('{"count":7}', { type: 'body', metatype: PageDto })).toEqual(
      Object.assign(new PageDto(), { count: 7 }),
    );
    expect(pipe.transform({ count: '7' }, { type: 'query', metatype: PageDto })).toBeInstanceOf(
      PageDto,
    );
    expect(pipe.transform('acme', { type: 'param', metatype: String })).toBe('acme');
  });

  it('refuses what does not fit with every fault', () =>
    expect(() =>
      pipe.transform({ count: '0', after: '!', x: '1' }, { type: 'query', metatype: PageDto }),
    ).toThrow(/x should not exist.*after must be.*count must not be less than 1/s));
});
