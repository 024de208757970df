#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The cube root, from the system's mathematics library: the standard library has none.
func cubeRoot(_ value: Double) -> Double { cbrt(value) }
