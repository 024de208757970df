/// The version of this program, as `--version`, the User-Agent of deliveries and the log show it.
package enum ProgramVersion {
    package static let text = "0.1.0"
}
