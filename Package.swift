// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors where the project is judged, and warnings where a newer toolchain may know more of them.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

let house: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + strict

func argumentParser() -> Target.Dependency { .product(name: "ArgumentParser", package: "swift-argument-parser") }
func crypto() -> Target.Dependency { .product(name: "Crypto", package: "swift-crypto") }
func logging() -> Target.Dependency { .product(name: "Logging", package: "swift-log") }
func lifecycle() -> Target.Dependency { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }

let package = Package(
    name: "doorstroom",
    products: [
        .executable(name: "doorstroom", targets: ["doorstroom"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CCurlSystem", path: "Sources/CCurl/System", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CCurl", dependencies: ["CCurlSystem"], path: "Sources/CCurl/Shim"),
        // The library behind libcurl's TLS (Debian's libcurl4-openssl-dev), for certificates and keys of the configuration.
        .systemLibrary(
            name: "CCertificateSystem", path: "Sources/CCertificate/System", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]),
        .target(name: "CCertificate", dependencies: ["CCertificateSystem"], path: "Sources/CCertificate/Shim"),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CAllocator"),

        .target(name: "Workforce", swiftSettings: house),
        .target(name: "Intake", dependencies: ["Workforce", "CArchive"], swiftSettings: house),
        .target(name: "Prevention", dependencies: ["Workforce"], swiftSettings: house),
        .target(name: "Outcomes", dependencies: ["Workforce"], swiftSettings: house),
        .target(
            name: "Outreach", dependencies: ["Workforce", "Prevention"],
            resources: [.embedInCode("Schemas")], swiftSettings: house),
        // The folder is Configuration; a package that the listener needs has taken the module's plain name.
        .target(
            name: "DoorstroomConfiguration",
            dependencies: [
                "Workforce", "Intake", "Prevention", "Outcomes", "Outreach", "CCertificate", crypto(),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Sources/Configuration", resources: [.embedInCode("Defaults")], swiftSettings: house),
        .target(
            name: "Store",
            dependencies: [
                "Workforce", "Prevention", "Outcomes", "Outreach", crypto(),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: house),
        .target(
            name: "Delivery",
            dependencies: ["Workforce", "Outreach", "Store", "CCurl", crypto(), logging(), lifecycle()],
            swiftSettings: house),
        .target(name: "SampleEmployer", dependencies: ["Workforce"], swiftSettings: house),
        .target(
            name: "Console",
            dependencies: [
                "Workforce", "Outreach", "Store", logging(), lifecycle(), crypto(),
                .product(name: "Hummingbird", package: "hummingbird"),
            ], resources: [.embedInCode("PartnerAPI/OpenAPI")], swiftSettings: house),
        .target(
            name: "Daemon",
            dependencies: [
                "Workforce", "Intake", "Prevention", "Outcomes", "Outreach", "DoorstroomConfiguration", "Store",
                "Delivery", "Console",
                "SampleEmployer", logging(), lifecycle(), crypto(),
            ], swiftSettings: house),
        .executableTarget(
            name: "doorstroom",
            dependencies: [
                "Workforce", "Intake", "Prevention", "Outcomes", "Outreach", "DoorstroomConfiguration", "Store",
                "Delivery", "Console",
                "Daemon", "SampleEmployer", "CAllocator", argumentParser(), logging(),
            ], swiftSettings: house),

        .testTarget(name: "WorkforceTests", dependencies: ["Workforce"], swiftSettings: house),
        .testTarget(
            name: "IntakeTests", dependencies: ["Intake", "Workforce"], exclude: ["Broken"], swiftSettings: house),
        .testTarget(
            name: "PreventionTests", dependencies: ["Workforce", "Prevention"], exclude: ["Published"],
            swiftSettings: house),
        .testTarget(name: "OutcomesTests", dependencies: ["Workforce", "Outcomes"], swiftSettings: house),
        .testTarget(
            name: "OutreachTests",
            dependencies: ["Workforce", "Prevention", "Outreach", "Intake", "SampleEmployer"], swiftSettings: house),
        .testTarget(
            name: "ConfigurationTests",
            dependencies: ["DoorstroomConfiguration", "Workforce", "Intake", "Prevention", "Outcomes", "Outreach"],
            exclude: ["Broken"], swiftSettings: house),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "Workforce", "Prevention", "Outcomes", "Outreach", crypto(),
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: house),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "Workforce", "Outreach", "Store", "Delivery", "CCurl", crypto(), logging(), lifecycle(),
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: house),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "Outreach", "Store", "Workforce", logging(), crypto(),
                .product(name: "Hummingbird", package: "hummingbird"),
            ], swiftSettings: house),
        .testTarget(name: "SampleEmployerTests", dependencies: ["Workforce", "SampleEmployer"], swiftSettings: house),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Daemon", "DoorstroomConfiguration", "Intake", "Outreach", "Prevention", "Outcomes", "Store",
                "Workforce", "Delivery", "Console", logging(), lifecycle(),
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

// Who measures asks for the benchmarks (Tests/Benchmarks/Modules/run); their package would lengthen every clean build. They
// stand in this manifest and not in one of their own, since `package` access ends with the package.
if Context.environment["DOORSTROOM_BENCHMARKS"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))
    package.targets.append(
        .executableTarget(
            name: "ModuleBenchmarks",
            dependencies: [
                "Workforce", "Intake", "Prevention", "Outcomes", "Outreach", "DoorstroomConfiguration", "Store",
                "Delivery", "SampleEmployer", .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Tests/Benchmarks/Modules", exclude: ["run"], swiftSettings: house,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}
