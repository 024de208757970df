/// Which texts of identity are decrypted beside the ids.
package enum IdentityDetail: Sendable {
    /// Employee ids only: all that the rules read.
    case ids
    /// Names, e-mail addresses and job wishes as well.
    case everything
}
