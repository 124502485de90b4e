/// A mistake in a file of the settings (form, lexicon, register), with the place to mend it at.
package struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named to the program.
    package var file: String
    /// From 1; nil where the mistake has no line (a file that is missing, say).
    package var line: Int?
    /// The key path: `sections[1].questions[2].options[0].code`; empty for the file as a whole.
    package var path: String
    package var message: String

    package init(file: String, line: Int? = nil, path: String = "", message: String) {
        self.file = file
        self.line = line
        self.path = path
        self.message = message
    }

    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"
    }
}
