/**
 * MiB of old objects before V8 first collects them. Bodies live outside of the heap, and while the
 * heap is small each few of them make V8 collect the whole of it: half the CPU of a list.
 */
export const HEAPS = { 'scim-gateway': 128, 'user-directory': 64 };
