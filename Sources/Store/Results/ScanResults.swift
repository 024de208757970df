package import Prevention

/// What the rules found in a workforce, to be stored at once.
package struct ScanResults: Sendable {
    package var loaded: LoadedWorkforce
    package var prevention: PreventionResult

    package init(loaded: LoadedWorkforce, prevention: PreventionResult) {
        self.loaded = loaded
        self.prevention = prevention
    }
}
