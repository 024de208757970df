import CAllocator

/// How the process asks the system for memory.
enum Allocator {
    /// Has columns given back to the system as soon as they are let go.
    ///
    /// Left alone, the C library keeps what was freed for the next one who asks for as much: a tenth more memory at a
    /// night's peak, and a daemon that holds it until the next night.
    static func giveBackLargeBlocks() { _ = mallopt(M_MMAP_THRESHOLD, 1 << 20) }
}
