extension FormDefinition {
    /// Reads a form definition and names every mistake in it.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file, one YAML 1.1 document; anchors, aliases and merge keys are followed.
    ///   - file: the name that problems give to the file.
    /// - Returns: the definition, nil where there is any problem; the problems in the order of their lines. A mistake
    ///   in an anchored node is named once. A mistake of YAML itself (syntax, a key that stands twice in one mapping)
    ///   hides those of the form, because nothing can be read beyond it.
    package static func load(
        yaml: String, file: String
    ) -> (
        definition: FormDefinition?, problems: [ConfigurationProblem]
    ) {
        let log = ProblemLog(file: file)
        let definition = YAMLDocument.compose(yaml, log: log).flatMap { DefinitionReader(log: log).read($0) }
        let problems = log.sorted
        return (problems.isEmpty ? definition : nil, problems)
    }
}
