import Outreach

/// Reads a user name and the file of its password, and other secrets that only their owner may read.
struct Credentials {
    let context: SettingsContext

    /// The pair, or nil after reporting what is missing or wrong.
    func read(_ section: YamlSection) -> (user: String, password: Secret)? {
        let user = user(section)
        let password = secret(section, "password", what: "the password")
        guard let user, let password else { return nil }
        return (user, password)
    }

    /// The secret in the file or environment variable that `<name>File` or `<name>Env` names.
    func secret(_ section: YamlSection, _ name: String, what: String) -> Secret? {
        switch SecretReference(section, name: name, context: context, forOwnerOnly: true) {
        case .wrong: return nil
        case .absent:
            // Written inline it is refused as a key of its own; that it should be a file is said there.
            if !section.isWritten(name) {
                section.missing("\(name)File", remedy: "write the path of a file of mode 600 with \(what)")
            }
            return nil
        case .found(let text, let key, _):
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                section.error(
                    "invalid-secret", key, "\(what) is more than one line",
                    remedy: "write \(what) alone to it, on one line")
                return nil
            }
            return Secret(text)
        }
    }

    /// `user`, or what stands in the file of `userFile`.
    private func user(_ section: YamlSection) -> String? {
        if section.has("user") {
            for key in ["userFile", "userEnv"] where section.has(key) {
                section.error(
                    "contradiction", key, "`user` and `\(key)` are both given", remedy: "keep one of them")
            }
            guard let user = section.requiredText("user", remedy: "write the name that the password belongs to") else {
                return nil
            }
            return checked(user, section, key: "user", code: "invalid-user")
        }
        switch SecretReference(section, name: "user", context: context) {
        case .found(let text, let key, _): return checked(text, section, key: key, code: "invalid-user-file")
        case .wrong: return nil
        case .absent:
            section.missing("user", remedy: "write the user name, or `userFile: PATH` for a file that holds it")
            return nil
        }
    }

    private func checked(_ user: String, _ section: YamlSection, key: String, code: String) -> String? {
        guard !user.contains(":"), user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            section.error(
                code, key, "a user name holds no colon and no control character",
                remedy: "write the name alone; the password goes into the file of `passwordFile`")
            return nil
        }
        return user
    }
}
