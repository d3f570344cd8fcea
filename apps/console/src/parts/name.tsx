/** What somebody else wrote: its direction is its own, and it breaks where it must. */
export const Name = ({ children }: { children: string }) => <bdi className="name">{children}</bdi>;
