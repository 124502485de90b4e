internal import Archive
internal import Forms
internal import IMAP
internal import Mail
internal import Transport

/// Reads the mailboxes of the settings.
struct MailboxSettingsReader {
    /// The folder that the file's relative paths start from.
    let folder: String

    func mailboxes(_ root: YAMLMapping) -> [Settings.Mailbox] {
        var names: Set<String> = []
        return root.optional("mailboxes")?.items()?.compactMap { mailbox($0, names: &names) } ?? []
    }

    private func mailbox(_ value: YAMLValue, names: inout Set<String>) -> Settings.Mailbox? {
        guard let mapping = value.mapping() else { return nil }
        mapping.checkKeys([
            "name", "url", "user", "password", "oauth", "ca_file", "folders", "since", "authserv_id", "actions",
        ])
        let name = mapping.required("name")?.word()
        if let name, !names.insert(name).inserted {
            mapping["name"]?.report("`\(name)` is the name of another mailbox already")
        }
        let url = mapping.required("url").flatMap(url)
        let user = mapping.required("user")?.string()
        let actions = actions(mapping)
        let signIn = signIn(mapping)
        let since = mapping.optional("since").flatMap(day)
        let folders = mapping.optional("folders")?.someItems()?.compactMap(folderName) ?? ["INBOX"]
        guard let name, let url, let user, let signIn else { return nil }
        return Settings.Mailbox(
            name: name, url: url, user: user, signIn: signIn,
            caFile: mapping.optional("ca_file")?.string().map(resolved), folders: folders, since: since,
            authservID: mapping.optional("authserv_id")?.string(), actions: actions)
    }

    private func url(_ value: YAMLValue) -> String? {
        guard let text = value.string() else { return nil }
        let host = ["imaps://", "imap://"].first { text.hasPrefix($0) }.map { text.dropFirst($0.utf8.count) }
        guard let host, !host.isEmpty, !host.contains(where: { "/@ ?#".contains($0) }) else {
            // Whoever writes user and password into the URL does not want to read them in a log.
            let shown = text.contains("@") ? "a user name or an @" : "`\(text)`"
            value.report("expects imaps://host[:port], or imap://host[:port] with STARTTLS, and has \(shown)")
            return nil
        }
        return text
    }

    /// A folder's name, or what it is for: `\All`.
    private func folderName(_ value: YAMLValue) -> String? {
        guard let text = value.string() else { return nil }
        if text.hasPrefix("\\"), SpecialUse(rawValue: text) == nil {
            let known = SpecialUse.allCases.map(\.rawValue).joined(separator: ", ")
            value.report("`\(text)` is no use of a folder; there are \(known)")
        }
        return text
    }

    private func day(_ value: YAMLValue) -> String? {
        guard let text = value.string() else { return nil }
        guard text.utf8.count == 10, MailDate("\(text)T00:00:00Z") != nil else {
            value.report("expects a day such as 2020-03-01, and has `\(text)`")
            return nil
        }
        return text
    }

    private func signIn(_ mailbox: YAMLMapping) -> Settings.SignIn? {
        guard let value = mailbox.optional("oauth") else {
            return mailbox.required("password").flatMap(secret).map(Settings.SignIn.password)
        }
        if mailbox["password"] != nil { value.report("stands beside password: one of the two says how to sign in") }
        guard let mapping = value.mapping() else { return nil }
        mapping.checkKeys(["provider", "client_id", "client_secret"])
        let provider = mapping.required("provider").flatMap(provider)
        let clientID = mapping.required("client_id")?.string()
        let clientSecret = mapping.optional("client_secret").map(secret)
        guard let provider, let clientID else { return nil }
        return .oauth(Settings.OAuth(provider: provider, clientID: clientID, clientSecret: clientSecret ?? nil))
    }

    /// `google`, or `{authorization_url: …, token_url: …, scope: …}`.
    private func provider(_ value: YAMLValue) -> OAuthProvider? {
        guard value.isMapping, let mapping = value.mapping() else {
            guard value.scalar == "google" else {
                value.report("expects google, or {authorization_url: …, token_url: …, scope: …}")
                return nil
            }
            return .google
        }
        mapping.checkKeys(["authorization_url", "token_url", "scope"])
        let urls = ["authorization_url", "token_url"].map { key -> String? in
            guard let value = mapping.required(key), let text = value.string() else { return nil }
            guard text.hasPrefix("https://"), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                value.report("expects an address that begins with https://, and has `\(text)`")
                return nil
            }
            return text
        }
        guard let authorization = urls[0], let token = urls[1], let scope = mapping.required("scope")?.string() else {
            return nil
        }
        return OAuthProvider(authorizationURL: authorization, tokenURL: token, scope: scope)
    }

    private func secret(_ value: YAMLValue) -> SecretSource? {
        guard let source = value.mapping() else { return nil }
        source.checkKeys(["file", "command", "env", "credential"])
        guard source.entries.count == 1, let entry = source.entries.first else {
            value.report("expects exactly one of file, command, env, credential")
            return nil
        }
        guard let text = entry.value.string() else { return nil }
        switch entry.key {
        case "file": return .file(resolved(text))
        case "command": return .command(text)
        case "env": return .environment(text)
        case "credential": return .credential(text)
        default: return nil
        }
    }

    private func actions(_ mailbox: YAMLMapping) -> [Outcome: MailboxAction] {
        guard let mapping = mailbox.optional("actions")?.mapping() else { return [:] }
        let outcomes: [Outcome] = [.accepted, .needsReview, .duplicate, .quarantined]
        mapping.checkKeys(
            outcomes.map(\.rawValue), elsewhere: [Outcome.ignored.rawValue],
            reason: "a message that is ignored is left as it was")
        var actions: [Outcome: MailboxAction] = [:]
        for entry in mapping.entries where entry.value.scalar != "none" {
            guard let outcome = Outcome(rawValue: entry.key), let action = action(entry.value) else { continue }
            actions[outcome] = action
        }
        return actions
    }

    private func action(_ value: YAMLValue) -> MailboxAction? {
        guard value.isMapping, let mapping = value.mapping(), mapping.entries.count == 1,
            let entry = mapping.entries.first
        else {
            value.report("expects none, or one of {keyword: …}, {move: …}, {gmail_label: …}")
            return nil
        }
        mapping.checkKeys(["keyword", "move", "gmail_label"])
        guard let target = folderName(entry.value), let action = MailboxAction(name: entry.key, target: target) else {
            return nil
        }
        if case .keyword(let word) = action, !IMAPMailbox.isKeyword(word) {
            entry.value.report("`\(word)` is no keyword: ASCII without spaces and without ( ) { % * \" \\ ]")
        }
        if target.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            entry.value.report("holds control characters")
        }
        return action
    }

    private func resolved(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }
}
