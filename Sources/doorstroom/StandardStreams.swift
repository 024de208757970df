#if canImport(Glibc)
    import Glibc
#endif

/// What the three streams of the program need before anything is opened or written.
enum StandardStreams {
    /// Makes a write that fails an error that can be told, and keeps the numbers of closed streams from other files.
    static func prepare() {
        // A reader that goes, or a limit on the size of files, would otherwise end the daemon at a line of its log.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // The next file opened takes the lowest free number: what goes to a closed standard output would go into it.
        // Opened the wrong way round, a stream still says that it is closed.
        let streams = [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        for (stream, wrongWay) in streams where fcntl(stream, F_GETFD) == -1 { _ = open("/dev/null", wrongWay) }
    }

    /// Ends as any program does whose reader has gone (`| head`): by the signal, without a word.
    static func endWithoutReader() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(1)
    }
}
