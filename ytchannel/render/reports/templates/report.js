(() => {
  const tip = document.getElementById('tip')
  let shown = null

  const hide = () => {
    if (shown) shown.classList.remove('told')
    shown = null
    tip.textContent = ''
  }

  const tell = (point, text) => {
    hide()
    shown = point
    point.classList.add('told')
    tip.textContent = text
    const frame = tip.offsetParent.getBoundingClientRect()
    const target = (point.querySelector('.dot, .bar') || point).getBoundingClientRect()
    const wide = document.documentElement.clientWidth
    const left = Math.min(Math.max(8, target.left + target.width / 2 - tip.offsetWidth / 2), wide - tip.offsetWidth - 8)
    const above = target.top - tip.offsetHeight - 10
    tip.style.left = `${left - frame.left}px`
    tip.style.top = `${(above >= 0 ? above : target.bottom + 10) - frame.top}px`
  }

  for (const chart of document.querySelectorAll('svg.chart')) {
    const points = [...chart.querySelectorAll('.point')]
    const texts = points.map(point => {
      const title = point.querySelector('title')
      title.remove()
      return title.textContent
    })
    let at = 0
    const go = number => {
      at = Math.min(Math.max(number, 0), points.length - 1)
      tell(points[at], texts[at])
    }
    points.forEach((point, number) => {
      point.addEventListener('pointerenter', () => go(number))
      point.addEventListener('click', () => go(number))
      point.addEventListener('pointerleave', event => { if (event.pointerType === 'mouse') hide() })
    })
    chart.setAttribute('tabindex', '0')
    chart.setAttribute('aria-describedby', 'keys')
    chart.addEventListener('focus', () => { if (chart.matches(':focus-visible')) go(at) })
    chart.addEventListener('blur', hide)
    chart.addEventListener('keydown', event => {
      const goal = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: points.length }
      if (event.key === 'Escape') hide()
      if (!(event.key in goal) || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      go(goal[event.key])
      points[at].scrollIntoView({ block: 'nearest' })
    })
  }
  document.addEventListener('pointerdown', event => { if (shown && !shown.contains(event.target)) hide() })

  let opened = []
  addEventListener('beforeprint', () => {
    hide()
    opened = [...document.querySelectorAll('details:not([open])')]
    for (const each of opened) each.open = true
  })
  addEventListener('afterprint', () => { for (const each of opened) each.open = false })
})()
