import CCurl

/// The body of the transport's thread: begins transfers, drives libcurl, reports what ended.
///
/// Confined to that thread; nothing here is shared.
final class CurlLoop {
    private let multi: UnsafeMutableRawPointer
    private let options: CurlTransport.Options
    private let receive: @Sendable ([TransferResult]) -> Void
    private var pools: [String: CurlPool] = [:]
    /// Transfers in flight, by their easy handle.
    private var active: [UnsafeMutableRawPointer: CurlHandle] = [:]

    init(
        multi: UnsafeMutableRawPointer, options: CurlTransport.Options,
        receive: @escaping @Sendable ([TransferResult]) -> Void
    ) {
        self.multi = multi
        self.options = options
        self.receive = receive
        _ = ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    /// Runs until the orders say stop.
    func run(nextOrders: () -> CurlTransport.Mailbox) {
        while true {
            let orders = nextOrders()
            if let partners = orders.keepOnly { retirePools(except: partners) }
            var results = orders.interrupt ? interruptAll(and: orders.abandoned) : []
            results += orders.transfers.compactMap(begin)
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            results += finished()
            if !results.isEmpty { receive(results) }
            if orders.stop { break }
            // Woken by sockets, by libcurl's own timers (the deadlines) and by new orders; the rest is a safety net.
            curl_multi_poll(multi, nil, 0, 1_000, nil)
        }
        pools.removeAll()
    }

    /// - Returns: a result at once when the transfer cannot even begin.
    private func begin(_ transfer: Transfer) -> TransferResult? {
        let pool = pools[transfer.endpoint.partner] ?? CurlPool()
        pools[transfer.endpoint.partner] = pool
        guard let handle = pool.take(), handle.prepare(transfer, options: options),
            curl_multi_add_handle(multi, handle.easy) == CURLM_OK
        else {
            return TransferResult(unsent: transfer, .ownSide)
        }
        active[handle.easy] = handle
        return nil
    }

    private func finished() -> [TransferResult] {
        var results: [TransferResult] = []
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                let handle = active.removeValue(forKey: easy)
            else { continue }
            // Before the handle is removed: the message dies with it.
            let code = ccurl_message_result(message)
            results.append(handle.result(code))
            release(handle)
        }
        return results
    }

    private func interruptAll(and abandoned: [Transfer]) -> [TransferResult] {
        let handles = active.values.sorted { $0.key < $1.key }
        active.removeAll()
        let interrupted = handles.map { handle in
            let result = handle.interrupted()
            release(handle)
            return result
        }
        return interrupted + abandoned.map { TransferResult(unsent: $0, .interrupted) }
    }

    private func release(_ handle: CurlHandle) {
        curl_multi_remove_handle(multi, handle.easy)
        handle.clear()
        pools[handle.partner]?.put(back: handle)
    }

    private func retirePools(except partners: Set<String>) {
        let busy = Set(active.values.map(\.partner))
        for partner in pools.keys where !partners.contains(partner) && !busy.contains(partner) {
            pools[partner] = nil
        }
    }
}
