import Forms
import FuzzSupport
import Glibc

/// What the targets read with: the forms, the register and the themes that the program is shipped with, and a form of
/// the tests that has every type of question. Paths start from the project's folder.
enum Resources {
    static let shipped = definition("config/forms/ampcpp-consultation.yaml")
    static let everyType = definition("Tests/FormsTests/Resources/definitions/services.yaml")

    static let councils: CouncilRegister = {
        let regions = CouncilRegister.File(name: "regions", text: text("config/regions.csv"))
        let (register, problems) = CouncilRegister.load(
            councilsCSV: text("config/councils.csv"), file: "councils", regions: regions)
        guard let register else { stop("\(problems)") }
        return register
    }()

    static let themes: ThemeLexicon = {
        let (lexicon, problems) = ThemeLexicon.load(yaml: text("config/themes.yaml"), file: "themes")
        guard let lexicon else { stop("\(problems)") }
        return lexicon
    }()

    private static func definition(_ path: String) -> FormDefinition {
        let (definition, problems) = FormDefinition.load(yaml: text(path), file: path)
        guard let definition else { stop("\(problems)") }
        return definition
    }

    private static func text(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { stop("no file \(path)") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &piece, piece.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<count]
        }
    }

    private static func stop(_ words: String) -> Never {
        complain(words)
        exit(EX_CONFIG)
    }
}
