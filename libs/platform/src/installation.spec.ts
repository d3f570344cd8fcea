import { loadConfig } from './config';
import { Installation } from './installation';

class Config {
  @Installation() INSTALLATION?: string;
}

const load = (text: string) => loadConfig(Config, { INSTALLATION: text }).INSTALLATION;

describe('the name of an installation', () => {
  it.each([
    ['https://eu.example.com', 'https://eu.example.com'],
    ['https://eu.example.com//', 'https://eu.example.com'],
    ['http://127.0.0.1:3000/eu/', 'http://127.0.0.1:3000/eu'],
    ['', undefined],
  ])('%p is %p', (text, name) => expect(load(text)).toBe(name));

  it.each(['eu', 'eu.example.com', 'ftp://eu.example.com', '///'])('%p is refused', (text) =>
    expect(() => load(text)).toThrow('INSTALLATION must be a URL'),
  );
});
