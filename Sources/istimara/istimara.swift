import IstimaraCLI

@main
struct Main {
    static func main() async { await run() }
}
