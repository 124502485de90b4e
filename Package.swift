// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "istimara",
    products: [
        .executable(name: "istimara", targets: ["istimara"]),
        .executable(name: "istimara-worker", targets: ["istimara-worker"]),
        // Of the tests: what a program meets at its calls, put before its C library.
        .library(name: "istimara-faults", type: .dynamic, targets: ["CFaults"]),
    ],
    traits: [
        .trait(name: "ReviewWeb", description: "The page where a person settles what the program would not guess."),
        .default(enabledTraits: ["ReviewWeb"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // C modules. A `.systemLibrary` brings the compiler flags, a `.target` above it the shim.
        .target(name: "CLibcurl"),
        .systemLibrary(name: "XML2Flags", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CLibXML2", dependencies: ["XML2Flags"]),
        .systemLibrary(name: "ZipFlags", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "CLibZip", dependencies: ["ZipFlags"]),
        .systemLibrary(name: "CryptoFlags", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CLibCrypto", dependencies: ["CryptoFlags"]),
        .systemLibrary(name: "YAMLFlags", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .target(name: "CLibYAML", dependencies: ["YAMLFlags"]),
        .target(name: "CProcess"),
        .target(name: "CFence"),
        .target(name: "CBase64"),
        .target(name: "CMemory"),

        // The way of the data.
        .target(name: "Mail", dependencies: ["CLibCrypto"]),
        .target(name: "Documents"),
        .target(name: "Charsets"),
        .target(name: "Forms", dependencies: ["Documents", "CLibYAML"]),
        .target(name: "Transport", dependencies: ["CLibcurl"]),
        .target(name: "IMAP", dependencies: ["Mail", "Transport"]),
        .target(name: "MailFolders", dependencies: ["Mail"]),
        .target(name: "MIME", dependencies: ["Mail", "Charsets", "CBase64"]),
        .target(name: "ZipPackage", dependencies: ["Charsets", "CLibZip"]),
        .target(name: "DocumentReaders", dependencies: ["Documents", "Charsets", "ZipPackage", "CLibXML2"]),
        .target(name: "Extraction", dependencies: ["Mail", "Documents", "MIME", "CProcess", "CFence"]),
        .target(
            name: "Archive",
            dependencies: ["Mail", "Documents", "Forms", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "Intake",
            dependencies: [
                "Mail", "Documents", "Forms", "Extraction", "Archive",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "BlankForms", dependencies: ["Forms", "Documents", "ZipPackage"]),
        .target(
            name: "IstimaraCLI",
            dependencies: [
                "Mail", "Documents", "Forms", "Transport", "IMAP", "MailFolders", "MIME", "Extraction", "Archive",
                "Intake", "BlankForms", "CMemory",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        .executableTarget(name: "istimara", dependencies: ["IstimaraCLI"]),
        .executableTarget(
            name: "istimara-worker", dependencies: ["Extraction", "Documents", "DocumentReaders", "ZipPackage"]),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Mail"], path: "Tests/TestSupport",
            exclude: ["dovecot-server.sh", "cyrus-server.sh", "oauth-provider.py", "fixtures", "benchmarks"]),
        .target(name: "CAttacks", path: "Tests/CAttacks"),
        .target(name: "CFaults", path: "Tests/CFaults"),
        .executableTarget(
            name: "attacking-worker", dependencies: ["Extraction", "Documents", "CAttacks"],
            path: "Tests/AttackingWorker"),
        .testTarget(name: "MailTests", dependencies: ["Mail"]),
        .testTarget(
            name: "FormsTests", dependencies: ["Forms", "Documents", "TestSupport"], resources: [.copy("Resources")]),
        .testTarget(name: "IMAPTests", dependencies: ["IMAP", "Transport", "Mail", "TestSupport"]),
        .testTarget(name: "MailFoldersTests", dependencies: ["MailFolders", "Mail", "TestSupport"]),
        .testTarget(name: "MIMETests", dependencies: ["MIME", "Mail", "TestSupport"], resources: [.copy("Resources")]),
        .testTarget(name: "ZipPackageTests", dependencies: ["ZipPackage", "TestSupport"]),
        .testTarget(
            name: "DocumentReadersTests",
            dependencies: ["DocumentReaders", "Documents", "ZipPackage", "TestSupport"], resources: [.copy("Resources")]
        ),
        .testTarget(
            name: "BlankFormsTests",
            dependencies: ["BlankForms", "Forms", "Documents", "DocumentReaders", "ZipPackage", "TestSupport"]),
        .testTarget(
            name: "ExtractionTests",
            dependencies: [
                "Extraction", "MIME", "Mail", "Documents", "ZipPackage", "TestSupport", "istimara-worker",
                "attacking-worker",
            ],
            resources: [.copy("Resources")]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Forms", "Documents", "Mail", "TestSupport"]),
        .testTarget(
            name: "IntakeTests",
            dependencies: [
                "Intake", "Archive", "Extraction", "Forms", "Documents", "Mail", "MailFolders", "TestSupport",
            ]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "IstimaraCLI", "Extraction", "TestSupport", "istimara", "istimara-worker", "attacking-worker",
            ],
            resources: [.copy("Resources")]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzz targets are built on demand: `Tests/Fuzzing/fuzz.sh` sets the variable and brings the sanitizers.
if Context.environment["ISTIMARA_FUZZING"] != nil {
    package.targets += [
        .target(name: "FuzzSupport", path: "Tests/Fuzzing/Support"),
        .executableTarget(
            name: "fuzz-rooms",
            dependencies: [
                "Mail", "Documents", "Forms", "IMAP", "MIME", "ZipPackage", "DocumentReaders", "Extraction",
                "BlankForms", "TestSupport", "FuzzSupport",
            ],
            path: "Tests/Fuzzing/Rooms"),
        .executableTarget(
            name: "fuzz-commands", dependencies: ["Archive", "IstimaraCLI", "FuzzSupport"],
            path: "Tests/Fuzzing/Commands"),
    ]
}

// The settings of the house, once.
for target in package.targets
where target.type != .system && !target.name.hasPrefix("C") || target.name == "CommandTests" {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
    ]
}
