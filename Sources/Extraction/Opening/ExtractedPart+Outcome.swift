import Documents
import Mail

extension ExtractedPart {
    /// Files that the part was not read.
    mutating func close(_ state: ExtractedState, reason: String, isQuarantined: Bool) {
        self.state = state
        self.reason = reason
        self.isQuarantined = isQuarantined
    }

    /// Files what became of the worker's reading.
    ///
    /// - Returns: what it gave; nil where the part is closed with the reason.
    mutating func take<Value>(_ answer: WorkerSession.Answer<Value>) -> Value? {
        switch answer {
        case .value(let value):
            state = .read
            return value
        case .failure(let error):
            take(error)
        case .death(let death):
            close(death.code.isLimit ? .limited : .unreadable, reason: death.code.rawValue, isQuarantined: true)
            findings.append(
                Finding(.error, code: death.code.rawValue, message: "The worker reading the part \(death.detail)."))
        case .refused(let refusal):
            let message =
                switch refusal {
                case .deaths: "Other parts of the message killed too many workers."
                case .sender: "An earlier message of this sender had a worker try what no reader does."
                }
            close(.limited, reason: refusal.rawValue, isQuarantined: true)
            findings.append(Finding(.error, code: refusal.rawValue, message: message))
        }
        return nil
    }

    /// Files why the part cannot be read.
    mutating func take(_ error: DocumentError) {
        let reason = error.code.rawValue
        switch error.code {
        case .locked: close(.locked, reason: reason, isQuarantined: false)
        // A link in an archive is no damage: what it stood for was left behind.
        case .noReader, .specialFile: close(.unreadable, reason: reason, isQuarantined: false)
        default: close(Limit(rawValue: reason) == nil ? .unreadable : .limited, reason: reason, isQuarantined: true)
        }
        findings.append(Finding(isQuarantined ? .error : .warning, code: reason, message: error.detail))
    }

    /// Stands for the parts of a message that a limit of its parser left closed.
    static func leftClosed(path: String, limit: String) -> Self {
        Self(
            path: path, filename: nil, declaredType: nil, detectedType: MediaType.octetStream.description,
            disposition: nil, size: 0, digest: ContentDigest(of: []), role: .other, state: .limited, reason: limit,
            isQuarantined: true)
    }
}

extension DocumentError.Code {
    /// An entry of an archive that is a link or a device.
    static let specialFile: Self = "special_file"
}

extension Finding {
    /// What a parser read around in a part, for a person to see.
    init(_ defect: Defect) {
        self.init(
            defect.isCertain ? .note : .warning, code: defect.code,
            location: defect.field.isEmpty ? "" : "field \(defect.field)", message: defect.message)
    }

    /// What a parser read around somewhere in a message.
    init(_ defect: Defect, path: String) {
        self.init(defect)
        guard !path.isEmpty else { return }
        // A message within a message: what is of no part of it is of the part that it is.
        let path = path.hasSuffix("/") ? path.dropLast() : path[...]
        location = location.isEmpty ? "part \(path)" : "part \(path), \(location)"
    }
}
