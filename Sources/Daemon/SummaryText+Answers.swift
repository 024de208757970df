import Store

extension SummaryText {
    /// What partners answered since the last scan, in one line.
    mutating func fromPartners() {
        guard let counts = summary.partnerAnswers else { return }
        let parts = PartnerAnswer.Kind.allCases.compactMap { kind in
            counts[kind.rawValue].map { "\(number($0)) × \(words(kind))" }
        }
        guard !parts.isEmpty else { return }
        lines.append(
            say("\nFrom partners: ", "\nVan partners: ") + parts.joined(separator: ", ")
                + ": doorstroom answers list")
    }

    private func words(_ kind: PartnerAnswer.Kind) -> String {
        switch kind {
        case .acknowledged: say("event acknowledged", "bericht bevestigd")
        case .accepted: say("offer accepted", "aanbod aanvaard")
        case .declined: say("offer declined", "aanbod afgewezen")
        case .filled: say("acceptance filled", "aanvaarding vervuld")
        case .returned: say("acceptance given back", "aanvaarding teruggegeven")
        case .vacancyOffered: say("vacancy offered", "vacature aangeboden")
        case .vacancyReplaced: say("vacancy changed", "vacature gewijzigd")
        case .vacancyWithdrawn: say("vacancy withdrawn", "vacature ingetrokken")
        case .trajectoryIntake: say("intake reported", "intake gemeld")
        case .trajectoryStarted: say("trajectory started", "traject gestart")
        case .trajectoryEnded: say("trajectory ended", "traject beëindigd")
        }
    }
}
